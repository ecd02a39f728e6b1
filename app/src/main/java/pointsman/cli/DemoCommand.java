package pointsman.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.port.LabNode;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.RunningLab;
import pointsman.service.DemoService;
import pointsman.service.DeployOptions;
import pointsman.service.PlanRequest;

/// `demo`: the whole job on a real fleet on this computer: in the window where there is a display,
/// else as text. The text says what was measured and exits 0 only if each step was seen to work.
@Command(name = "demo", description = "A real fleet on this computer with live traffic.")
final class DemoCommand implements Callable<Integer> {
  private static final int NODES = 4;

  private final Services services;
  private final Callable<Integer> window;
  private final Supplier<Path> home;
  private final PrintStream out;

  DemoCommand(Services services, Callable<Integer> window, Supplier<Path> home, PrintStream out) {
    this.services = services;
    this.window = window;
    this.home = home;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    return hasDisplay() ? window.call() : story();
  }

  private static boolean hasDisplay() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    return !linux || present("DISPLAY") || present("WAYLAND_DISPLAY");
  }

  private static boolean present(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isBlank();
  }

  private int story() throws Exception {
    Path dir = home.get().toAbsolutePath().resolve("lab");
    out.println("There is no display: the demo as text, on real sshd, HAProxy and Nginx.");
    try (DemoService demo =
        new DemoService(
            services.lab(),
            services.load(),
            services.inventory(),
            services.trust(),
            services.deploys())) {
      demo.start(dir, NODES, step -> out.println("· " + words(step)));
      RunningLab lab = services.lab().find(dir).orElseThrow();
      boolean good = everyNodeServes(lab) && deployAndTakeBack() && everyNodeServes(lab);
      out.println(good ? "All of it was seen to work." : "Not all of it worked: see above.");
      return good ? Complaint.DONE : Complaint.UNKNOWN;
    } finally {
      services.lab().down(dir);
    }
  }

  private static String words(DemoService.Step step) {
    return switch (step) {
      case LAB -> NODES + " nodes and their demo servers come up";
      case APPLY -> "the fleet file goes into the inventory";
      case TRUST -> "the host keys that were just made are accepted";
      case DEPLOY -> "every node gets its first release: prepare, commit, verify, confirm";
      case TRAFFIC -> "requests begin to flow";
    };
  }

  /// Real requests to every node, each on a connection of its own, without retries.
  private boolean everyNodeServes(RunningLab lab) throws FailureException, InterruptedException {
    List<LoadOrder.Target> targets =
        lab.nodes().stream()
            .map(node -> new LoadOrder.Target(node.name().value(), node.address(), 8080))
            .toList();
    LoadResult seen =
        services
            .load()
            .start(
                LoadOrder.of(targets, 50)
                    .mixed(10, 0)
                    .lasting(Duration.ofSeconds(2))
                    .to(List.of("/", "/api/x")))
            .await();
    boolean blue = seen.lanes().keySet().stream().allMatch(lane -> lane.endsWith("/blue"));
    for (LabNode node : lab.nodes()) {
      LoadResult.Count count = seen.targets().get(node.name().value());
      out.println(
          "  "
              + node.name()
              + ": "
              + (count == null
                  ? "not asked"
                  : count.sent() + " requests, " + count.failed() + " failed"));
    }
    out.println("  lanes that answered: " + String.join(", ", seen.lanes().keySet()));
    return seen.failed() == 0 && seen.sent() > 0 && blue && !seen.lanes().isEmpty();
  }

  private boolean deployAndTakeBack() throws FailureException, InterruptedException {
    Fleet before = services.inventory().load();
    services.inventory().change(fleet -> withWeight(fleet, 50), "demo: a server's weight");
    DeployPlan plan = services.deploys().plan(PlanRequest.everything());
    out.println("· a server's weight changes: " + PlanText.summary(plan));
    DeployResult result = services.deploys().start(plan, DeployOptions.allAtOnce()).await();
    tell(result);
    boolean same = services.deploys().plan(PlanRequest.everything()).changes().isEmpty();
    out.println("· planned again: " + (same ? "nothing to do" : "there are still differences"));
    DeployPlan back = services.history().planRevert(result.run());
    out.println("· and taken back: " + PlanText.summary(back));
    DeployResult reverted = services.deploys().start(back, DeployOptions.allAtOnce()).await();
    tell(reverted);
    services.inventory().change(_ -> before, "demo: as before");
    return result.done() && same && reverted.done();
  }

  private void tell(DeployResult result) {
    result
        .nodes()
        .forEach(node ->
            out.println(
                "  "
                    + node.node()
                    + ": "
                    + node.end().name().toLowerCase(Locale.ROOT)
                    + node.failure().map(failure -> " · " + failure.summary()).orElse("")));
    out.println("  in " + result.took().toMillis() + " ms");
  }

  private static Fleet withWeight(Fleet fleet, int weight) {
    List<Pool> pools =
        fleet.pools().stream()
            .map(pool -> pool.name().value().equals("shop-web") ? withWeight(pool, weight) : pool)
            .toList();
    return new Fleet(fleet.environment(), fleet.nodes(), fleet.services(), pools);
  }

  private static Pool withWeight(Pool pool, int weight) {
    List<Server> servers = new java.util.ArrayList<>(pool.blue().servers());
    Server first = servers.getFirst();
    servers.set(
        0,
        new Server(
            first.name(),
            first.address(),
            first.port(),
            weight,
            first.maxconn(),
            first.backup(),
            first.standby()));
    return new Pool(
        pool.name(),
        pool.balance(),
        pool.persistence(),
        pool.health(),
        pool.live(),
        new Lane(pool.blue().version(), servers),
        pool.green(),
        pool.splitKey(),
        pool.audience());
  }
}
