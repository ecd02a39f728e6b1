package pointsman.driver.nginx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pointsman.driver.EngineDriver;
import pointsman.driver.NodeIntent;
import pointsman.driver.RenderFile;
import pointsman.driver.Rendering;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Service;
import pointsman.model.plan.NamedLimit;
import pointsman.render.FreemarkerRenderer;

/// What a driver makes of a fleet's first node of its engine, by the real templates.
///
/// @param main the config the engine is started with
/// @param state its run-time files by name
/// @param limits what was named
/// @param findings what the tree check found
record NginxRendered(
    String main, Map<String, String> state, List<NamedLimit> limits, List<String> findings) {

  /// What a node is to run, from a fleet file's text.
  ///
  /// @param modules what the engine tells of its build
  static NodeIntent intent(
      EngineDriver driver, String yaml, String version, String modules, Set<String> features)
      throws FailureException {
    return intent(
        driver, new YamlFleetFile().parse(yaml, "fleet.yaml"), version, modules, features);
  }

  /// What a node is to run.
  static NodeIntent intent(
      EngineDriver driver, Fleet fleet, String version, String modules, Set<String> features) {
    Node node =
        fleet.nodes().stream()
            .filter(each -> each.engine() == driver.engine())
            .findFirst()
            .orElseThrow();
    List<Service> services = fleet.servicesOn(node);
    return new NodeIntent(node, version, modules, features, services, fleet.poolsOf(services));
  }

  /// Renders, and parses again.
  static NginxRendered of(EngineDriver driver, NodeIntent intent) throws FailureException {
    FreemarkerRenderer renderer = new FreemarkerRenderer(Path.of("target/no-overrides"));
    Rendering rendering = driver.rendering();
    RenderFile file = rendering.files(intent).getFirst();
    String text = renderer.render(file.template(), file.input());
    String probed = renderer.render(file.template(), file.probe());
    return new NginxRendered(
        text,
        new TreeMap<>(rendering.stateFiles(intent)),
        rendering.limits(intent),
        rendering.check(file, text, probed, Set.of()));
  }

  /// The run-time files as one text.
  String stateText() {
    return state.entrySet().stream()
        .map(file -> "==> " + file.getKey() + " <==\n" + file.getValue())
        .collect(Collectors.joining("\n"));
  }

  /// The limits as one text, a line each.
  String limitText() {
    return limits.stream()
        .map(each -> each.subject() + ": " + each.wish() + " -> " + each.instead() + "\n")
        .collect(Collectors.joining());
  }
}
