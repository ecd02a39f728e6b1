package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.json.JsonOutput;
import pointsman.json.JsonRollout;
import pointsman.render.FreemarkerRenderer;
import pointsman.service.deploy.DeployService;
import pointsman.service.deploy.NodesInMemory;
import pointsman.service.deploy.ReleaseMaker;
import pointsman.service.guard.Guards;
import pointsman.service.inventory.InventoryService;
import pointsman.service.node.NodeAccess;
import pointsman.store.Database;
import pointsman.store.SqliteGuards;
import pointsman.store.SqliteInventory;
import pointsman.store.SqliteJournal;
import pointsman.store.SqliteTraffic;

/// `apply`, `export`, `nodes`, `services`, `pools` on a real home.
final class InventoryCommandsTest {
  private static final String TEXT =
      """
      pointsman: 1
      environment: development
      nodes:
        - {name: edge-1, address: "2001:db8::1", user: ops, engine: nginx, region: eu, tags: [edge]}
      services:
        - {name: shop, listen: [{port: 80}], routes: [{pool: web}]}
      pools:
        - {name: web, lanes: {blue: {version: "1.0", servers: [{name: b1, address: 10.0.0.1, port: 8080}]}}}
      """;

  @TempDir Path home;
  private Database database;
  private String out = "";
  private String err = "";

  @BeforeEach
  void open() throws Exception {
    database = Database.open(home);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private int run(String... words) throws Exception {
    YamlFleetFile format = new YamlFleetFile();
    Clock clock = Clock.systemUTC();
    SqliteInventory store = new SqliteInventory(database, format, clock);
    SqliteJournal journal = new SqliteJournal(database);
    Guards guards = new Guards(store, new SqliteGuards(database), clock, "ana@desk");
    InventoryService inventory = new InventoryService(store, journal, format, "ana@desk", guards);
    NodeAccess access = new NodesInMemory().access();
    ReleaseMaker maker =
        new ReleaseMaker(
            new FreemarkerRenderer(home), new SqliteTraffic(database, new JsonRollout()), access);
    DeployService deploys = new DeployService(store, journal, maker, access, guards);
    CommandRun run =
        CommandRun.of(
            Map.of("inventory", inventory, "deploys", deploys, "json", new JsonOutput()), words);
    out = run.out();
    err = run.err();
    return run.exit();
  }

  private String file(String text) throws Exception {
    return Files.writeString(home.resolve("fleet.yaml"), text).toString();
  }

  @Test
  void appliesListsAndExports() throws Exception {
    assertThat(run("apply", "-f", file(TEXT))).isZero();
    assertThat(out).contains("+ node edge-1").contains("3 added · 0 changed");
    assertThat(err).isEmpty();

    assertThat(run("nodes")).isZero();
    assertThat(out).contains("NODE").containsPattern("edge-1 +\\[2001:db8::1]:22 +nginx +eu +edge");
    assertThat(run("services")).isZero();
    assertThat(out).containsPattern("shop +http +\\*:80 +1 +web");
    assertThat(run("pools")).isZero();
    assertThat(out).containsPattern("web +roundrobin +blue +1.0, 1 server +0 servers");

    assertThat(run("export")).isZero();
    String exported = out;
    assertThat(run("export", "-o", home.resolve("out.yaml").toString())).isZero();
    assertThat(Files.readString(home.resolve("out.yaml"))).isEqualTo(exported);
    assertThat(run("apply", "--prune", "-f", home.resolve("out.yaml").toString())).isZero();
    assertThat(out).contains("0 added · 0 changed · 0 removed · 3 unchanged");
  }

  @Test
  void answersWithOneDocumentOnStdout() throws Exception {
    assertThat(run("--json", "apply", "-f", file(TEXT))).isZero();
    assertThat(out).startsWith("{").contains("\"added\": [\n    \"node edge-1\"");
    assertThat(err).contains("3 added");

    assertThat(run("nodes", "--json")).isZero();
    assertThat(out).contains("\"nodes\": [").contains("\"address\": \"2001:db8::1\"");
    assertThat(err).isEmpty();
    assertThat(run("--json", "pools")).isZero();
    assertThat(out).contains("\"version\": \"1.0\"");
    assertThat(run("export", "--json")).isZero();
    assertThat(out).contains("\"environment\": \"development\"");
  }

  @Test
  void refusesAHostileFileWithEveryFindingAndAppliesNothing() throws Exception {
    String hostile =
        TEXT.replace("name: shop", "name: \"shop;reboot\"").replace("port: 8080", "port: 0");

    assertThat(run("apply", "-f", file(hostile))).isEqualTo(5);

    assertThat(out).isEmpty();
    assertThat(err)
        .contains("fleet.yaml:6: services[0].name: 'shop;reboot' is not a name; expected")
        .contains("fleet.yaml:8: pools[0].lanes.blue.servers[0].port")
        .contains("Nothing was applied.");
    assertThat(run("nodes")).isZero();
    assertThat(out).isEmpty();
    assertThat(err).contains("no nodes yet");
  }

  @Test
  void tellsAFailureAsADocumentToo() throws Exception {
    assertThat(run("--json", "apply", "-f", file("pointsman: 2\n"))).isEqualTo(5);
    assertThat(out)
        .contains("\"exit\": 5")
        .contains("\"type\": \"bad-inputs\"")
        .contains("\"line\": 1");
    assertThat(err).contains("fleet.yaml:1: pointsman");
  }

  @Test
  void saysWhatIsWrongWithTheFileItself() throws Exception {
    assertThat(run("apply", "-f", home.resolve("none.yaml").toString())).isEqualTo(5);
    assertThat(err).contains("there is no such file");
    assertThat(run("apply", "-f", home.toString())).isEqualTo(5);
    Files.write(home.resolve("latin.yaml"), new byte[] {'a', (byte) 0xE9, '\n'});
    assertThat(run("apply", "-f", home.resolve("latin.yaml").toString())).isEqualTo(5);
    assertThat(err).contains("not UTF-8");
    assertThat(run("apply")).isEqualTo(64);
    assertThat(run("export", "-o", "/proc/none/x")).isEqualTo(3);
    assertThat(err).contains("cannot be written").doesNotContain("\tat ");
  }
}
