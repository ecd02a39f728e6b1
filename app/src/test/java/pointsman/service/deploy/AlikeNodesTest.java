package pointsman.service.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.driver.NodeIntent;
import pointsman.driver.RenderFile;
import pointsman.driver.Rendering;
import pointsman.driver.haproxy.HaproxyDriver;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.port.TemplateRenderer;
import pointsman.render.FreemarkerRenderer;
import pointsman.service.node.FanOut;

/// Fifty nodes of one group are rendered as often as two, and each gets what it would get alone.
class AlikeNodesTest {
  private static final int NODES = 50;

  @TempDir Path folder;
  private final AtomicInteger rendered = new AtomicInteger();

  private static Fleet fleet(String server) throws Exception {
    StringBuilder text = new StringBuilder("pointsman: 1\nenvironment: development\nnodes:\n");
    for (int i = 1; i <= NODES; i++) {
      text.append(
          """
            - name: edge-%1$d
              address: 192.0.2.%1$d
              user: ops
              privilege: root
              engine: haproxy
              paths: {state: /var/lib/p%1$d, bind: 127.0.0.%1$d}
          """
              .formatted(i));
    }
    text.append(
        """
        services:
          - {name: s, listen: [{port: 80}], on: {nodes: [edge-1]}, routes: [{pool: p}]}
        pools:
          - name: p
            lanes: {blue: {servers: [{name: b, address: %s, port: 80}]}, green: {servers: []}}
        """
            .formatted(server));
    return new YamlFleetFile().parse(text.toString(), "fleet.yaml");
  }

  private static NodeIntent intent(Fleet fleet, Node node, Set<String> features) {
    return new NodeIntent(node, "2.6.12", "", features, fleet.services(), fleet.pools());
  }

  /// Counts.
  private TemplateRenderer renderer() throws FailureException {
    FreemarkerRenderer real = new FreemarkerRenderer(folder);
    return new TemplateRenderer() {
      @Override
      public String render(String template, Map<String, Object> input) throws FailureException {
        rendered.incrementAndGet();
        return real.render(template, input);
      }

      @Override
      public boolean isOverridden(String template) {
        return real.isOverridden(template);
      }

      @Override
      public Set<String> allowedDirectives() throws FailureException {
        return real.allowedDirectives();
      }
    };
  }

  /// Another one each time, as the driver gives it.
  private static Rendering haproxy() {
    return new HaproxyDriver().rendering();
  }

  private static AlikeNodes.Texts direct(TemplateRenderer renderer, NodeIntent intent)
      throws FailureException {
    Map<String, String> files = new LinkedHashMap<>();
    for (RenderFile file : haproxy().files(intent)) {
      files.put(file.name(), renderer.render(file.template(), file.input()));
    }
    return new AlikeNodes.Texts(files, haproxy().stateFiles(intent));
  }

  /// Plans all nodes at once, as a planning does, and compares each with what it gets alone.
  private void assertEachAsAlone(Fleet fleet, TemplateRenderer renderer) throws Exception {
    AlikeNodes alike = new AlikeNodes(renderer);
    Map<Name, Outcome<AlikeNodes.Texts>> made =
        FanOut.all(
            fleet.nodes(),
            Node::name,
            node -> {
              NodeIntent intent = intent(fleet, node, Set.of());
              return alike.texts(intent, haproxy(), () -> direct(renderer, intent));
            });
    int together = rendered.get();
    for (Node node : fleet.nodes()) {
      assertThat(Objects.requireNonNull(made.get(node.name())).find())
          .contains(direct(renderer, intent(fleet, node, Set.of())));
    }
    rendered.set(together);
  }

  @Test
  void fiftyNodesAreRenderedTwice() throws Exception {
    assertEachAsAlone(fleet("10.0.0.1"), renderer());
    assertThat(rendered).hasValue(2);
  }

  @Test
  void aNodeWithOtherFeaturesIsRenderedByItself() throws Exception {
    Fleet fleet = fleet("10.0.0.1");
    TemplateRenderer renderer = renderer();
    AlikeNodes alike = new AlikeNodes(renderer);
    for (Node node : fleet.nodes()) {
      Set<String> features = node.name().value().equals("edge-7") ? Set.of("gpc-array") : Set.of();
      NodeIntent intent = intent(fleet, node, features);
      assertThat(alike.texts(intent, haproxy(), () -> direct(renderer, intent)))
          .isEqualTo(direct(new FreemarkerRenderer(folder), intent));
    }
    assertThat(rendered).hasValue(3);
  }

  @Test
  void anOwnTemplateMayAskWhoTheNodeIs() throws Exception {
    Files.createDirectories(folder.resolve("haproxy"));
    Files.writeString(
        folder.resolve("haproxy/haproxy.cfg.ftl"),
        "# ${node}<#if node == 'edge-7'> has a line of its own</#if>\n");
    assertEachAsAlone(fleet("10.0.0.1"), renderer());
    assertThat(rendered).hasValue(NODES);
  }

  @Test
  void aServerThatLooksLikeAMarkIsLeftAsItIs() throws Exception {
    assertEachAsAlone(fleet("198.18.253.253"), renderer());
    assertThat(rendered).hasValue(NODES + 1);
  }

  @Test
  void whatFailsForTheFirstIsTriedForEach() throws Exception {
    Fleet fleet = fleet("10.0.0.1");
    AlikeNodes alike = new AlikeNodes(renderer());
    for (Node node : fleet.nodes()) {
      assertThatThrownBy(() ->
              alike.texts(
                  intent(fleet, node, Set.of()),
                  haproxy(),
                  () -> {
                    throw new FailureException(
                        new Failure.Refused("template", node.name().value(), ""));
                  }))
          .hasMessageContaining(node.name().value());
    }
    assertThat(rendered).hasValue(0);
  }
}
