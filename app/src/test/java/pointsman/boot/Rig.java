package pointsman.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import picocli.CommandLine;
import pointsman.cli.CommandTree;
import pointsman.lab.LocalLab;
import pointsman.lab.OrdinaryUsersLab;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.traffic.Share;
import pointsman.port.Journal;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.LabRuns;
import pointsman.port.RunningLab;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.PlanRequest;
import pointsman.service.inventory.TrustService;
import pointsman.service.node.Desk;

/// A real lab and a home that knows and trusts it; taken down at the end. Patience is shorter than
/// in the field, so that a dead-man fires within a test.
final class Rig implements AutoCloseable {
  static final Desk.Limits LIMITS =
      new Desk.Limits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(40),
          Duration.ofSeconds(15),
          Duration.ofSeconds(12),
          Duration.ofSeconds(60));

  private final Path folder;
  private final RunningLab lab;
  private final AutoCloseable down;
  private int weight = 20;

  Rig(int nodes, int diskMegabytes) throws Exception {
    this(Files.createTempDirectory("pmr"), nodes, diskMegabytes, new LocalLab(Clock.systemUTC()));
  }

  private Rig(Path folder, int nodes, int diskMegabytes, LocalLab labs) throws Exception {
    this(
        folder,
        labs.up(order(folder, nodes, diskMegabytes)),
        () -> labs.down(folder.resolve("lab")));
  }

  private static LabOrder order(Path folder, int nodes, int diskMegabytes) {
    LabOrder order = LabOrder.of(folder.resolve("lab"), nodes).boundToThisProcess();
    return diskMegabytes > 0 ? order.withDisk(diskMegabytes) : order;
  }

  private Rig(Path folder, RunningLab lab, AutoCloseable down) throws Exception {
    this.folder = folder;
    this.lab = lab;
    this.down = down;
    try (Wiring wiring = open()) {
      wiring.inventory().apply(Files.readString(lab.fleetFile()), "fleet.yaml", false);
      trust(wiring);
    }
  }

  static Rig of(int nodes) throws Exception {
    return new Rig(nodes, 0);
  }

  /// Nodes on which all of the lab's fleet is deployed.
  static Rig deployed(int nodes) throws Exception {
    return deployed(nodes, fleet -> fleet);
  }

  /// The same with the fleet changed before.
  static Rig deployed(int nodes, UnaryOperator<Fleet> edit) throws Exception {
    Rig rig = of(nodes);
    try {
      rig.change(edit);
      rig.deploy();
      return rig;
    } catch (Exception | AssertionError e) {
      rig.close();
      throw e;
    }
  }

  /// Deploys everything, and all of it is done.
  void deploy() throws Exception {
    try (Wiring wiring = open()) {
      DeployResult result = deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
    }
    assertRunsWhatIsInPlace();
  }

  /// Two nodes, one of each engine, that an ordinary user started and is signed in to.
  static Rig ofAnOrdinaryUser() throws Exception {
    Path folder = Files.createTempDirectory("pmr");
    OrdinaryUsersLab own = OrdinaryUsersLab.up(folder);
    return new Rig(folder, own.lab(), own);
  }

  Path home() {
    return folder.resolve("home");
  }

  RunningLab lab() {
    return lab;
  }

  Wiring open() {
    return new Wiring(home(), LIMITS, journal -> journal);
  }

  /// A program of another home, which knows and trusts the same fleet.
  Wiring elsewhere() throws Exception {
    return elsewhere(journal -> journal);
  }

  Wiring elsewhere(UnaryOperator<Journal> journals) throws Exception {
    Path other = folder.resolve("elsewhere");
    boolean known = Files.exists(other);
    Wiring wiring = new Wiring(other, LIMITS, journals);
    if (!known) {
      wiring.inventory().apply(Files.readString(lab.fleetFile()), "fleet.yaml", false);
      trust(wiring);
    }
    return wiring;
  }

  Wiring open(UnaryOperator<Journal> journals) {
    return new Wiring(home(), LIMITS, journals);
  }

  private static void trust(Wiring wiring) throws FailureException {
    TrustService trust = wiring.trust();
    for (TrustService.Offered offered : trust.offers(Set.of())) {
      trust.accept(
          offered.node(), offered.offer().find().orElseThrow(), java.util.Optional.empty());
    }
  }

  /// Plans everything and deploys it.
  static DeployResult deploy(Wiring wiring) throws FailureException, InterruptedException {
    return wiring.deploys().start(plan(wiring), DeployOptions.allAtOnce()).await();
  }

  static DeployPlan plan(Wiring wiring) throws FailureException {
    return wiring.deploys().plan(PlanRequest.everything());
  }

  static DeployPlan plan(Wiring wiring, Name node) throws FailureException {
    return wiring.deploys().plan(new PlanRequest(Set.of(), Set.of(node)));
  }

  LabNode node(EngineKind engine) {
    return lab.nodes().stream().filter(node -> node.engine() == engine).findFirst().orElseThrow();
  }

  /// Changes the inventory as a screen would.
  void change(UnaryOperator<Fleet> edit) throws FailureException {
    try (Wiring wiring = open()) {
      wiring.inventory().change(edit, "a test");
    }
  }

  /// A fleet with one pool's blue servers changed.
  static Fleet withBlue(Fleet fleet, String name, UnaryOperator<List<Server>> edit) {
    return fleet.withPool(
        new Name(name),
        pool -> pool.withLane(LaneColor.BLUE, lane -> lane.with(edit.apply(lane.servers()))));
  }

  /// A server at another port or with another weight.
  static Server with(Server server, int port, int weight) {
    return new Server(
        server.name(),
        server.address(),
        new Port(port),
        weight,
        server.maxconn(),
        server.backup(),
        server.standby());
  }

  /// Wants a weight that was not wanted before of the first pool's servers.
  void newIntent() throws FailureException {
    weight++;
    change(fleet ->
        withBlue(
            fleet,
            "shop-web",
            servers -> servers.stream().map(server -> server.withWeight(weight)).toList()));
  }

  /// What came of a deploy on a node.
  static NodeResult of(DeployResult result, LabNode node) {
    return result.nodes().stream()
        .filter(each -> each.node().equals(node.name()))
        .findFirst()
        .orElseThrow();
  }

  /// The next run settles what is left and deploys; all nodes serve valid configs.
  void assertNextRunSettles() throws Exception {
    try (Wiring wiring = open()) {
      wiring.drift().settle();
      wiring.drift().settle(Set.of());
      DeployResult result = deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
      assertThat(plan(wiring).changes()).isEmpty();
    }
    assertRunsWhatIsInPlace();
    for (LabNode node : lab.nodes()) {
      assertValidConfig(node);
    }
    assertServes("blue");
  }

  /// Until every node has checked a pool's servers and they could carry all of its users: right
  /// after a start or a reload HAProxy has not, and the capacity floor says so.
  void awaitCapacity(Name name) throws FailureException {
    try (Wiring wiring = open()) {
      Fleet fleet = wiring.inventory().load();
      Pool pool = fleet.findPool(name).orElseThrow();
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .ignoreException(FailureException.class)
          .until(() -> {
            wiring.capacity().require(fleet, pool, pool.live(), Share.ALL, fleet.nodes());
            return true;
          });
    }
  }

  /// What a command said and how it ended.
  record Ran(int code, String out, String err) {}

  /// Runs a command of the program on the home, in this process.
  Ran run(String... words) {
    return run(open(), words);
  }

  /// The same in a program that was prepared; closes it.
  Ran run(Wiring program, String... words) {
    try (Wiring wiring = program) {
      return said(
          (out, err, line) ->
              CommandTree.run(
                  _ -> wiring, _ -> 1, (_, _) -> new CommandLine(new Object()), out, err, line),
          onHome(words));
    }
  }

  /// Runs a command on the home as the program itself does, from its first line on.
  Ran program(String... words) {
    return said(Main::run, onHome(words));
  }

  private String[] onHome(String... words) {
    List<String> line = new ArrayList<>(List.of("--home", home().toString()));
    line.addAll(List.of(words));
    return line.toArray(String[]::new);
  }

  /// What runs a command line and writes to the streams that it is given.
  interface Program {
    int run(PrintStream out, PrintStream err, String... line);
  }

  /// Never to the process's own output: the run of the tests talks over it.
  static Ran said(Program program, String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    try (PrintStream answers = new PrintStream(out, true, UTF_8);
        PrintStream notes = new PrintStream(err, true, UTF_8)) {
      code = program.run(answers, notes, line);
    }
    Ran ran = new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
    System.out.println(String.join(" ", line) + ": " + ran);
    return ran;
  }

  /// Until `traffic` of a pool says all this and ends so.
  void awaitTraffic(Name pool, int code, String... said) {
    Awaitility.await()
        .untilAsserted(() -> {
          Ran ran = run("traffic", pool.value(), "--over", "0s");
          assertThat(ran.out()).as(ran.toString()).contains(said);
          assertThat(ran.code()).as(ran.toString()).isEqualTo(code);
        });
  }

  HttpResponse<String> get(LabNode node, int port, String path) {
    // A connection of its own: a kept one may still end on the worker of before a reload.
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://" + node.address() + ":" + port + path))
              .timeout(Duration.ofSeconds(5))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(node.name() + ":" + port + path + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// Every node answers on both services from this lane.
  void assertServes(String lane) {
    for (LabNode node : lab.nodes()) {
      assertServes(node, lane);
    }
  }

  void assertServes(LabNode node, String lane) {
    for (String where : List.of("8080/", "8080/api/x", "9000/")) {
      int slash = where.indexOf('/');
      HttpResponse<String> answer =
          get(node, Integer.parseInt(where.substring(0, slash)), where.substring(slash));
      assertThat(answer.statusCode()).as("%s %s", node.name(), where).isEqualTo(200);
      assertThat(answer.headers().firstValue("X-Lane"))
          .as("%s %s", node.name(), where)
          .contains(lane);
    }
  }

  /// What a node's load balancer runs by its own word, not by the program's.
  LabRuns runs(LabNode node) throws FailureException {
    return lab.runs(node.name())
        .orElseThrow(() -> new AssertionError(node.name() + " does not say what it runs"));
  }

  /// Every node's process runs the release that is in place, server by server.
  void assertRunsWhatIsInPlace() throws FailureException {
    for (LabNode node : lab.nodes()) {
      assertRunsWhatIsInPlace(node);
    }
  }

  void assertRunsWhatIsInPlace(LabNode node) throws FailureException {
    assertThat(runs(node).differences()).as("%s", node.name()).isEmpty();
  }

  /// What `current` points at is complete and valid by the engine's own judgement.
  void assertValidConfig(LabNode node) throws Exception {
    Path main = node.etc().resolve("current");
    List<String> command =
        switch (node.engine()) {
          case HAPROXY ->
              List.of("/usr/sbin/haproxy", "-c", "-f", main.resolve("haproxy.cfg").toString());
          case NGINX ->
              List.of("/usr/sbin/nginx", "-t", "-c", main.resolve("nginx.conf").toString());
        };
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Override
  public void close() throws Exception {
    down.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
