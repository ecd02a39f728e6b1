package pointsman.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.FailureException;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.render.FreemarkerRenderer;

/// What is rendered for a stand-in, with a node's words in the places of the marks, is what is
/// rendered for the node, and nothing of it is found wrong: over every golden case and every pair
/// of options, for nodes whose words are drawn.
class StandInTest {
  private static final int DRAWS = 12;
  private static final Path NOWHERE = Path.of("/nowhere");

  record Case(String says, String fleetFile, Set<String> features) {
    @Override
    public String toString() {
      return says;
    }
  }

  static List<Case> cases() throws IOException {
    Path folder = Path.of("src/test/resources/driver/render");
    List<Case> cases = new ArrayList<>();
    for (String each : GoldenConfigTest.cases().toList()) {
      int cut = each.indexOf('/');
      Path file = folder.resolve(each.substring(cut + 1)).resolve("fleet.yaml");
      cases.add(
          new Case(
              each,
              GoldenConfigTest.fleet(each.substring(0, cut), Files.readString(file, UTF_8)),
              Rendered.ALL_FEATURES));
    }
    for (String engine : List.of("haproxy", "nginx")) {
      addPairs(cases, engine, "http", AllPairsTest.http());
      addPairs(cases, engine, "tcp", AllPairsTest.layerFour());
    }
    return cases;
  }

  private static void addPairs(
      List<Case> cases, String engine, String layer, Map<String, List<String>> factors) {
    for (Map<String, String> row : Pairs.rows(factors)) {
      cases.add(
          new Case(
              engine + " " + layer + " pair " + cases.size(),
              GoldenConfigTest.fleet(engine, AllPairsTest.fleet(layer, row)),
              "none".equals(row.get("features")) ? Set.of() : Rendered.ALL_FEATURES));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aNodesTextsAreItsStandInsWithItsWords(Case which) throws Exception {
    Fleet fleet = new YamlFleetFile().parse(which.fleetFile(), "fleet.yaml");
    NodeIntent one = Rendered.intent(fleet, fleet.nodes().getFirst(), which.features());
    FreemarkerRenderer renderer = new FreemarkerRenderer(NOWHERE);
    Random random = new Random(which.says().hashCode());
    for (int i = 0; i < DRAWS; i++) {
      NodeIntent intent = with(draw(one.node(), random), one);
      NodeIntent alike = with(StandIn.of(intent.node()).orElseThrow(), one);
      Rendering rendering = Rendered.driver(one.node().engine()).rendering();
      RenderFile file = rendering.files(intent).getFirst();
      String text = renderer.render(file.template(), file.input());

      assertThat(filled(render(renderer, rendering, alike), intent.node())).isEqualTo(text);
      assertThat(
              rendering.check(file, text, renderer.render(file.template(), file.probe()), Set.of()))
          .isEmpty();
      Map<String, String> state = rendering.stateFiles(alike);
      state.replaceAll((_, each) -> filled(each, intent.node()));
      assertThat(state).isEqualTo(rendering.stateFiles(intent));
    }
  }

  private static String filled(String text, Node node) {
    return new StandIn.Cut(text).fill(node);
  }

  private static String render(FreemarkerRenderer renderer, Rendering rendering, NodeIntent intent)
      throws FailureException {
    RenderFile file = rendering.files(intent).getFirst();
    return renderer.render(file.template(), file.input());
  }

  private static NodeIntent with(Node node, NodeIntent one) {
    return new NodeIntent(
        node, one.version(), one.modules(), one.features(), one.services(), one.pools());
  }

  /// Another node: its words are drawn, short and long, some of them words of configs.
  private static Node draw(Node node, Random random) {
    NodePaths paths = node.paths();
    return new Node(
        new Name(word(random)),
        host(random, true),
        node.port(),
        node.user(),
        node.identity(),
        node.agent(),
        node.jump(),
        node.privilege(),
        node.engine(),
        node.region(),
        node.tags(),
        new NodePaths(
            path(random),
            path(random),
            paths.binary(),
            path(random),
            path(random),
            new Endpoint(host(random, false), paths.status().port()),
            random.nextInt(4) == 0 ? Optional.empty() : Optional.of(host(random, true))));
  }

  private static final List<String> WORDS =
      List.of("a", "0", "global", "backend", "if", "edge-1", "server", "x-7-y", "pm-own", "off");

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()))
        + (random.nextBoolean() ? "" : "-" + random.nextInt(1000));
  }

  private static FilePath path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      path.append('/').append(word(random)).append(List.of("", "_", ".b", "+c", "@d").get(i));
    }
    return new FilePath(path.toString());
  }

  private static Host host(Random random, boolean named) {
    return switch (random.nextInt(named ? 4 : 3)) {
      case 0 -> new Host("2001:db8::" + Integer.toHexString(1 + random.nextInt(9999)));
      case 3 -> new Host("n" + random.nextInt(99) + ".example");
      default -> new Host("10.1." + random.nextInt(256) + "." + (1 + random.nextInt(250)));
    };
  }

  @Test
  void whatIsNotANodesOwnWordMakesAnotherStandIn() throws Exception {
    Node node = node("haproxy");
    Random random = new Random(7);
    Node other = draw(node, random);
    assertThat(StandIn.of(node("nginx"))).isNotEqualTo(StandIn.of(node));
    assertThat(StandIn.of(other).orElseThrow().paths().binary()).isEqualTo(node.paths().binary());
    assertThat(StandIn.of(withoutTags(node))).isNotEqualTo(StandIn.of(node));
  }

  @Test
  void aNodeWithAMarkForAWordHasNoStandIn() throws Exception {
    Node standIn = StandIn.of(node("haproxy")).orElseThrow();
    assertThat(StandIn.of(standIn)).isEmpty();
  }

  private static Node node(String engine) throws Exception {
    return new YamlFleetFile()
        .parse(GoldenConfigTest.fleet(engine, "services: []\npools: []\n"), "fleet.yaml")
        .nodes()
        .getFirst();
  }

  private static Node withoutTags(Node node) {
    return new Node(
        node.name(),
        node.address(),
        node.port(),
        node.user(),
        node.identity(),
        node.agent(),
        node.jump(),
        node.privilege(),
        node.engine(),
        Optional.of(new Name("elsewhere")),
        node.tags(),
        node.paths());
  }
}
