package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Service;
import pointsman.render.FreemarkerRenderer;

/// Types refuse hostile values; this is the wall behind that one: a value that got through is seen
/// in the rendered text, wherever it stands.
class TreeCheckTest {
  private static final List<String> HOSTILE =
      List.of(
          "x\n  lua-load /tmp/evil",
          "x\nload_module /tmp/evil;\n",
          "x; load_module /tmp/evil; y",
          "x' ; load_module /tmp/evil; '",
          "x\" ; load_module /tmp/evil; \"",
          "x\\E$\" 1; } load_module /tmp/evil; map a b { \"",
          "x } } load_module /tmp/evil;",
          "x' lua.evil '",
          "x # the rest is gone",
          "x y",
          "a'b",
          "a\"b",
          "a\\",
          "");

  static Stream<Arguments> slots() throws Exception {
    List<Arguments> all = new ArrayList<>();
    for (String engine : List.of("haproxy", "nginx")) {
      int texts = texts(file(engine)).size();
      for (int slot = 0; slot < texts; slot++) {
        all.add(Arguments.of(engine, slot));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("slots")
  void aHostileValueIsFoundOrStaysOneWord(String engine, int slot, @TempDir Path none)
      throws Exception {
    RenderFile meant = file(engine);
    FreemarkerRenderer renderer = new FreemarkerRenderer(none.resolve("none"));
    for (String hostile : HOSTILE) {
      RenderFile bad =
          new RenderFile(
              meant.name(),
              meant.template(),
              replaced(meant.values(), slot, hostile),
              meant.meant());
      String text = renderer.render(bad.template(), bad.input());
      List<String> findings =
          Rendered.driver(EngineKind.valueOf(engine.toUpperCase(java.util.Locale.ROOT)))
              .rendering()
              .check(bad, text, renderer.render(bad.template(), bad.probe()), Set.of());
      if (findings.isEmpty()) {
        assertThat(directives(engine, text))
            .as("value %s of %s", hostile, texts(meant).get(slot))
            .noneMatch(line -> line.contains("evil"));
      }
    }
  }

  /// HAProxy reads `fetch(argument),converter` within one word.
  @Test
  void aValueThatEndsAnArgumentOfAnExpressionIsFound(@TempDir Path none) throws Exception {
    RenderFile meant = file("haproxy");
    FreemarkerRenderer renderer = new FreemarkerRenderer(none.resolve("none"));
    int within = 0;
    for (int slot = 0; slot < texts(meant).size(); slot++) {
      RenderFile bad =
          new RenderFile(
              meant.name(),
              meant.template(),
              replaced(meant.values(), slot, "q),lower,concat(q"),
              meant.meant());
      String text = renderer.render(bad.template(), bad.input());
      if (text.contains("(q),lower")) {
        within++;
        assertThat(
                Rendered.driver(EngineKind.HAPROXY)
                    .rendering()
                    .check(bad, text, renderer.render(bad.template(), bad.probe()), Set.of()))
            .anySatisfy(each -> assertThat(each).contains("part of an expression"));
      }
    }
    assertThat(within).isGreaterThan(5);
  }

  /// What an engine would read as directives, by another way than the one under test: quoted parts
  /// and comments are cut out of the text.
  private static List<String> directives(String engine, String text) {
    String bare =
        text.replaceAll("'[^']*'", "Q")
            .replaceAll("\"(?:[^\"\\\\]|\\\\.)*+\"", "Q")
            .replaceAll("#.*", "");
    return engine.equals("haproxy") ? bare.lines().toList() : List.of(bare.split("[;{}]", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "haproxy, lua-load /tmp/evil.lua",
    "haproxy, insecure-fork-wanted",
    "haproxy, external-check",
    "haproxy, ssl-engine evil",
    "nginx, load_module /tmp/evil.so;",
    "nginx, env LD_PRELOAD=/tmp/evil.so;",
    "nginx, working_directory /tmp;",
    "nginx, ssl_engine evil;",
    "nginx, user root;"
  })
  void aTemplateThatRunsCodeNeedsAnExplicitAllow(
      String engine, String directive, @TempDir Path overrides) throws Exception {
    override(engine, directive, overrides);
    Rendered refused = Rendered.of(fleet(engine), Rendered.ALL_FEATURES, overrides);
    String keyword = directive.split("[ ;]", -1)[0];
    assertThat(refused.findings()).hasSize(1).first().asString().contains("'" + keyword + "'");

    Files.writeString(overrides.resolve("allowed-directives"), "# known\n" + keyword + "\n");
    assertThat(Rendered.of(fleet(engine), Rendered.ALL_FEATURES, overrides).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"haproxy", "nginx"})
  void ourOwnTemplatesPass(String engine, @TempDir Path none) throws Exception {
    assertThat(Rendered.of(fleet(engine), Rendered.ALL_FEATURES, none).findings()).isEmpty();
  }

  private static void override(String engine, String directive, Path overrides) throws Exception {
    String name = engine.equals("haproxy") ? "haproxy/haproxy.cfg.ftl" : "nginx/nginx.conf.ftl";
    String ours;
    try (InputStream in =
        TreeCheckTest.class.getClassLoader().getResourceAsStream("templates/" + name)) {
      ours =
          new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    Path file = overrides.resolve(name);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    String anchor = engine.equals("haproxy") ? "global\n" : "worker_processes auto;\n";
    assertThat(ours).contains(anchor);
    Files.writeString(file, ours.replace(anchor, anchor + directive + "\n"));
  }

  private static String fleet(String engine) throws Exception {
    return GoldenConfigTest.fleet(
        engine,
        """
        services:
          - name: shop
            listen: [{port: 8080, tls: {certificate: /golden/cert.pem}}]
            on: {nodes: [edge-1]}
            trusted-proxies: [10.0.0.0/8]
            routes:
              - {path: /a, host: a.example, header: {name: X-A, equals: a}, cookie: {name: c, equals: d}, pool: p}
              - {pool: p}
          - {name: ledger, layer: tcp, listen: [{port: 9000}], on: {nodes: [edge-1]}, routes: [{pool: l}]}
        pools:
          - name: p
            persistence: {kind: cookie, name: SRV}
            lanes:
              blue: {version: "1.0", servers: [{name: b1, address: 10.0.0.1, port: 80}]}
              green: {version: "1.1", servers: [{name: g1, address: 10.0.0.2, port: 80}]}
            split: {key: {cookie: uid}}
            audience:
              - {header: {name: X-S, equals: s}, lane: candidate}
              - {cookie: {name: t, equals: u}, lane: live}
              - {cidr: [10.9.0.0/16], lane: blue}
              - {users: [ana], lane: green}
          - {name: l, health: {active: {kind: tcp}}, lanes: {blue: {servers: [{name: l1, address: 10.0.2.1, port: 90}]}}}
        """);
  }

  private static RenderFile file(String engine) throws Exception {
    Fleet fleet = new YamlFleetFile().parse(fleet(engine), "fleet.yaml");
    Node node = fleet.nodes().getFirst();
    List<Service> services = fleet.servicesOn(node);
    return Rendered.driver(node.engine())
        .rendering()
        .files(
            new NodeIntent(
                node,
                "2.6",
                "--with-stream=dynamic",
                Rendered.ALL_FEATURES,
                services,
                fleet.poolsOf(services)))
        .getFirst();
  }

  private static List<String> texts(RenderFile file) {
    return List.copyOf(file.placeholders().values());
  }

  private static Map<String, Object> replaced(Map<String, Object> values, int slot, String by) {
    int[] at = {0};
    return copy(values, at, slot, by);
  }

  private static Map<String, Object> copy(Map<?, ?> from, int[] at, int slot, String by) {
    Map<String, Object> to = new LinkedHashMap<>();
    from.forEach((key, value) -> to.put((String) key, value(value, at, slot, by)));
    return to;
  }

  private static Object value(Object value, int[] at, int slot, String by) {
    return switch (value) {
      case Text text -> at[0]++ == slot ? new Text(by) : text;
      case Map<?, ?> below -> copy(below, at, slot, by);
      case List<?> list -> list.stream().map(each -> value(each, at, slot, by)).toList();
      default -> value;
    };
  }
}
