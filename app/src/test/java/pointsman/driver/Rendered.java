package pointsman.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pointsman.driver.haproxy.HaproxyDriver;
import pointsman.driver.nginx.NginxDriver;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Service;
import pointsman.model.plan.NamedLimit;
import pointsman.render.FreemarkerRenderer;

/// A node's config as it is rendered from a fleet file, checked by its driver, and judged by the
/// real load balancer. Paths on the node begin with `/golden`.
///
/// @param node whose
/// @param text the config
/// @param state its run-time files
/// @param findings of the tree check; empty when all is well
/// @param limits what the engine cannot do
record Rendered(
    Node node,
    String text,
    Map<String, String> state,
    List<String> findings,
    List<NamedLimit> limits) {
  static final Set<String> ALL_FEATURES = Set.of("idle-close-on-response", "gpc-array");

  static Rendered of(String fleetFile, Set<String> features, Path overrides)
      throws FailureException {
    Fleet fleet = new YamlFleetFile().parse(fleetFile, "fleet.yaml");
    return of(fleet, fleet.nodes().getFirst(), features, overrides);
  }

  static Rendered of(Fleet fleet, Node node, Set<String> features, Path overrides)
      throws FailureException {
    EngineDriver driver = driver(node.engine());
    NodeIntent intent = intent(fleet, node, features);
    FreemarkerRenderer renderer = new FreemarkerRenderer(overrides);
    RenderFile file = driver.rendering().files(intent).getFirst();
    String text = renderer.render(file.template(), file.input());
    return new Rendered(
        node,
        text,
        driver.rendering().stateFiles(intent),
        driver
            .rendering()
            .check(
                file,
                text,
                renderer.render(file.template(), file.probe()),
                renderer.allowedDirectives()),
        driver.rendering().limits(intent));
  }

  /// What a node is to run, all that the fleet file has for it.
  static NodeIntent intent(Fleet fleet, Node node, Set<String> features) {
    boolean haproxy = node.engine() == EngineKind.HAPROXY;
    List<Service> services = fleet.servicesOn(node);
    return new NodeIntent(
        node,
        haproxy ? "2.6.12" : "1.22.1",
        haproxy ? "" : "--with-stream=dynamic",
        haproxy ? features : Set.of(),
        services,
        fleet.poolsOf(services));
  }

  static EngineDriver driver(EngineKind engine) {
    return switch (engine) {
      case HAPROXY -> new HaproxyDriver();
      case NGINX -> new NginxDriver();
    };
  }

  /// Puts it below a folder in place of `/golden` and has the load balancer judge it.
  ///
  /// @return what it says when it refuses or warns; empty when it is content
  String judgement(Path place) throws IOException, InterruptedException {
    Path etc = Files.createDirectories(place.resolve("etc"));
    Files.createDirectories(place.resolve("var"));
    Files.createDirectories(place.resolve("run"));
    for (Map.Entry<String, String> file : state.entrySet()) {
      Path path = place.resolve("var").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Path config = etc.resolve("config");
    Files.writeString(config, text.replace("/golden/", place + "/"));
    List<String> command =
        switch (node.engine()) {
          case HAPROXY -> List.of("/usr/sbin/haproxy", "-c", "-f", config.toString());
          case NGINX -> List.of("/usr/sbin/nginx", "-t", "-c", config.toString());
        };
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    List<String> complaints = new ArrayList<>();
    said.lines()
        .filter(line ->
            line.contains("[WARNING]")
                || line.contains("[ALERT]")
                || line.contains("[warn]")
                || line.contains("[emerg]"))
        .forEach(complaints::add);
    return code == 0 && complaints.isEmpty() ? "" : "exit " + code + ": " + said.strip();
  }
}
