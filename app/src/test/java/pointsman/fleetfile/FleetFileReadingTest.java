package pointsman.fleetfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.PassiveCheck;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Privilege;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Timeouts;

/// What the fleet file means, and what it refuses where.
final class FleetFileReadingTest {
  private static final String SMALL =
      """
      pointsman: 1
      environment: production
      nodes:
        - {name: n, address: 192.0.2.1, user: ops, engine: nginx}
      services:
        - {name: s, listen: [{port: 80}], routes: [{pool: p}]}
        - {name: t, layer: tcp, listen: [{port: 90}], routes: [{pool: q}]}
      pools:
        - {name: p, lanes: {blue: {servers: [{name: a, address: 10.0.0.1, port: 8080}]}}}
        - {name: q, lanes: {blue: {servers: [{name: a, address: 10.0.0.1, port: 9090}]}}}
      """;

  private final YamlFleetFile format = new YamlFleetFile();

  @Test
  void takesTheDocumentedDefaults() throws Exception {
    Fleet fleet = format.parse(SMALL, "fleet.yaml");

    assertThat(fleet.environment()).isEqualTo(Environment.PRODUCTION);
    var node = fleet.nodes().getFirst();
    assertThat(node.port().value()).isEqualTo(22);
    assertThat(node.privilege()).isEqualTo(Privilege.SUDO);
    assertThat(node.agent()).isFalse();
    assertThat(node.paths()).isEqualTo(NodePaths.defaults(node.engine()));
    var service = fleet.services().getFirst();
    assertThat(service.layer()).isEqualTo(Layer.HTTP);
    assertThat(service.on()).isEqualTo(Placement.everywhere());
    assertThat(service.timeouts()).isEqualTo(Timeouts.defaults());
    assertThat(service.listen().getFirst().address()).isEmpty();
    Pool pool = fleet.pools().getFirst();
    assertThat(pool.balance()).isEqualTo(Balance.ROUNDROBIN);
    assertThat(pool.persistence()).isEqualTo(new Persistence.None());
    assertThat(pool.live()).isEqualTo(LaneColor.BLUE);
    assertThat(pool.splitKey()).isEqualTo(new SplitKey.ClientAddress());
    assertThat(pool.blue().servers().getFirst().weight()).isEqualTo(100);
    assertThat(pool.health())
        .isEqualTo(
            new HealthChecks(
                Optional.of(ActiveCheck.http()), Optional.of(PassiveCheck.defaults())));
  }

  @Test
  void checksByConnectionWhatServesLayerFour() throws Exception {
    assertThat(format.parse(SMALL, "f").findPool(new Name("q")).orElseThrow().health().active())
        .contains(ActiveCheck.tcp());
  }

  @Test
  void readsEveryKeyOfTheFormat() throws Exception {
    Fleet fleet = format.parse(FullFleet.TEXT, "f");

    assertThat(fleet.services().getFirst().routes().getFirst().when()).hasSize(4);
    assertThat(fleet.services().getFirst().routes().get(1).when()).hasSize(2);
    assertThat(fleet.services().getFirst().timeouts().server()).isEqualTo(Duration.ofMillis(250));
    assertThat(fleet.pools().getFirst().audience()).hasSize(5);
    assertThat(fleet.pools().get(1).persistence())
        .isEqualTo(new Persistence.Table(500, Duration.ofHours(24), List.of(new Name("edge-1"))));
    assertThat(fleet.pools().get(1).health())
        .isEqualTo(new HealthChecks(Optional.empty(), Optional.empty()));
    assertThat(fleet.pools().get(2).persistence()).isEqualTo(new Persistence.IpHash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "address: 192.0.2.1| adress: 192.0.2.1| nodes[0].adress| 'address'",
        "address: 192.0.2.1| address: 0.0.0.0| nodes[0].address| reached by",
        "engine: nginx| engine: nginx, engin: x| nodes[0].engin| 'engine'",
        "port: 80}]| port: \"80\"}]| services[0].listen[0].port| without quotes",
        "port: 80}]| port: 080}]| services[0].listen[0].port| a number from 1 to 65535",
        "port: 80}]| port: 8e1}]| services[0].listen[0].port| a number from 1 to 65535",
        "name: n| name: 17| nodes[0].name| put it in quotes",
        "name: n| name: true| nodes[0].name| put it in quotes",
        "name: n| name: [n]| nodes[0].name| a text",
        "name: n| name: | nodes[0].name| 1 to 63 of",
        "user: ops, | user: ops, agent: \"true\", | nodes[0].agent| true or false",
        "user: ops, | user: ops, agent: yes, | nodes[0].agent| true or false",
        "user: ops, | user: ops, user: root, | nodes[0].user| once",
        "user: ops, | | nodes[0].user| 'user: …'",
        "user: ops, | user: &x ops, region: *x, | nodes[0].region| the value itself",
        "user: ops, | user: &x ops, | nodes[0].user| the value itself",
        "user: ops, | &x user: ops, | nodes[0].user| the value itself",
        "port: 80}]| port: &x 80}]| services[0].listen[0].port| the value itself",
        "layer: tcp| layer: tcp, on: {regions: [&x eu]}| services[1].on.regions[0]| the value itself",
        "user: ops, | user: !!str ops, | nodes[0].user| without a tag",
        "listen: [{port: 90}]| listen: []| services[1].listen| at least one",
        "listen: [{port: 90}]| listen: {port: 90}| services[1].listen| a list",
        "routes: [{pool: q}]| routes: [{pool: z}]| services[1].routes[0].pool| the name of a pool",
        "routes: [{pool: q}]| routes: [{path: /x, pool: q}]| services[1]| one route without",
        "routes: [{pool: q}]| routes: [{path: '/x?y', pool: q}]| services[1].routes[0].path| without '?'",
        "layer: tcp| layer: tcp, on: {tags: []}| services[1].on.tags| at least one",
        "layer: tcp| layer: tcp, on: {tag: [a]}| services[1].on.tag| 'tags'",
        "layer: tcp| layer: tcp, on: {nodes: [m]}| services[1].on.nodes| the name of a node",
        "layer: tcp| layer: tcp, timeouts: {server: 5}| services[1].timeouts.server| its unit: ms, s, m",
        "layer: tcp| layer: tcp, timeouts: {server: 8d}| services[1].timeouts.server| 1ms to 168h",
        "layer: tcp| layer: sctp| services[1].layer| one of http, tcp, udp",
        "{name: q, | {name: q, persistence: cookie, | pools[1].persistence| {kind: cookie, name: SRV}",
        "{name: q, | {name: q, persistence: {kind: cookie, name: S}, | pools[1].persistence| none, ip-hash or table",
        "{name: q, | {name: q, split: {key: {cookie: a, header: b}}, | pools[1].split.key| exactly one of",
        "{name: q, | {name: q, audience: [{lane: live}], | pools[1].audience[0]| exactly one of",
        "{name: q, | {name: q, health: {active: {kind: tcp, path: /x}}, | pools[1].health.active.path| one of kind",
        "{name: q, | {name: q, health: {active: {expect: 400-200}}, | pools[1].health.active.expect| one of kind",
        "{name: q, | {name: q, live: green, | pools[1]| at least one server",
        "{name: q, | {name: p, | pools[1].name| a name of its own",
      })
  void saysWhereAndWhatWouldBeRight(String good, String bad, String field, String expected) {
    String replaced = bad == null ? "" : bad;
    assertThat(SMALL).contains(good);
    String text = SMALL.replaceFirst(java.util.regex.Pattern.quote(good), replaced);
    int line = (int) SMALL.substring(0, SMALL.indexOf(good)).lines().count();

    List<Failure.BadInput> findings = findings(text);

    assertThat(findings)
        .anySatisfy(each -> {
          assertThat(each.field()).isEqualTo(field);
          assertThat(each.expected()).contains(expected);
          assertThat(each.line()).isEqualTo(line);
          assertThat(each.file()).isEqualTo("fleet.yaml");
        });
  }

  /// One deploy would overwrite what the other one did; behind other jump hosts the same address is
  /// another machine.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1|''|yes",
        "192.0.2.2|''|no",
        "192.0.2.1|port: 2222|no",
        "192.0.2.1|jump: n|no",
        "192.0.2.1|'paths: {root: /etc/b, state: /var/b, pid: /run/b.pid}'|no",
        "192.0.2.1|'paths: {root: /etc/b, state: /var/b}'|yes",
        "192.0.2.1|'paths: {root: /etc/b, pid: /run/b.pid}'|yes",
        "192.0.2.1|'paths: {state: /var/b, pid: /run/b.pid}'|yes",
      })
  void refusesTwoNodesInTheSamePlace(String address, String more, String refused) {
    String second =
        "  - {name: m, address: %s, user: ops, engine: nginx%s}\n"
            .formatted(address, more.isEmpty() ? "" : ", " + more);
    int at = SMALL.indexOf("services:");
    String text = SMALL.substring(0, at) + second + SMALL.substring(at);
    int line = (int) SMALL.substring(0, at).lines().count() + 1;

    List<Failure.BadInput> findings = refused.equals("yes") ? findings(text) : List.of();

    if (refused.equals("yes")) {
      assertThat(findings)
          .singleElement()
          .satisfies(each -> {
            assertThat(each.field()).isEqualTo("nodes[1].address");
            assertThat(each.line()).isEqualTo(line);
            assertThat(each.problem()).contains("'m'", "'n'");
            assertThat(each.expected()).contains("paths");
          });
    } else {
      assertThat(catchThrowable(() -> format.parse(text, "fleet.yaml"))).isNull();
    }
  }

  @Test
  void tellsAllFindingsAtOnce() {
    String text =
        SMALL
            .replace("engine: nginx", "engine: ngnix")
            .replace("port: 80}", "port: 0}")
            .replace("p, lanes", "p, lane");
    assertThat(findings(text)).extracting(Failure.BadInput::line).contains(4, 6, 9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pointsman: 2| pointsman",
        "- 1| ''",
        "17| ''",
        "~| ''",
        "{{{| ''",
        "a: b: c| a",
      })
  void refusesWhatIsNoFleetFile(String text, String field) {
    assertThat(findings(text)).anySatisfy(each -> assertThat(each.field()).isEqualTo(field));
  }

  @Test
  void refusesAnEmptyFileAndASecondDocument() {
    assertThat(findings("")).hasSize(1);
    assertThat(findings("# only words\n")).hasSize(1);
    assertThat(findings(SMALL + "---\n" + SMALL))
        .anySatisfy(each -> assertThat(each.problem()).contains("second document"));
  }

  @Test
  @Timeout(180) // a bomb would take hours; shared machines are slow
  void refusesBombsQuickly() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(findings(laughs.toString())).isNotEmpty();
    assertThat(findings("[".repeat(100_000))).isNotEmpty();
    assertThat(findings("{a: ".repeat(100_000))).isNotEmpty();
    assertThat(findings("- ".repeat(100_000))).isNotEmpty();
    assertThat(findings("a: 1\n".repeat(700_000))).isNotEmpty().hasSizeLessThanOrEqualTo(201);
    assertThat(findings("x".repeat(5 * 1024 * 1024)).getFirst().problem()).contains("4 MB");
    assertThat(findings("pointsman: " + "9".repeat(3_000_000))).isNotEmpty();
  }

  @Test
  void readsAPartWithoutItsNodes() throws Exception {
    String part = format.writePart(format.parse(SMALL, "f"));
    String noNodes = part.substring(part.indexOf("services:"));

    assertThat(format.parsePart(noNodes, "manifest").services())
        .isEqualTo(format.parse(SMALL, "f").services());
    assertThat(format.parsePart("", "manifest")).isEqualTo(Fleet.empty());
  }

  @Test
  void readsWindowsLineEndsAndAByteOrderMark() throws Exception {
    assertThat(format.parse("\uFEFF" + SMALL.replace("\n", "\r\n"), "f"))
        .isEqualTo(format.parse(SMALL, "f"));
  }

  private List<Failure.BadInput> findings(String text) {
    FailureException thrown =
        catchThrowableOfType(FailureException.class, () -> format.parse(text, "fleet.yaml"));
    assertThat(thrown).as("refused: " + text.substring(0, Math.min(80, text.length()))).isNotNull();
    return ((Failure.BadInputs) thrown.failure()).findings();
  }
}
