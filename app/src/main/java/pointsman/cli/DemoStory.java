package pointsman.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodePlan;
import pointsman.port.LabNode;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.RunningLab;
import pointsman.service.demo.DemoService;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.PlanRequest;

/// The demo as text: says what is done and what was measured, and believes only that. Blocking.
final class DemoStory {
  private static final int NODES = 4;
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Services services;
  private final PrintStream out;
  private final Set<String> troubles = new LinkedHashSet<>();

  DemoStory(Services services, PrintStream out) {
    this.services = services;
    this.out = out;
  }

  /// Plays it all, or up to the first thing that did not work.
  ///
  /// @param dir the lab's folder
  /// @return the exit code; 0 only if each step was seen to work
  /// @throws FailureException when a step could not be begun at all
  int play(Path dir) throws FailureException, InterruptedException {
    out.println("There is no display: the demo as text, on real sshd, HAProxy and Nginx.");
    try (DemoService demo =
        new DemoService(
            services.lab(),
            services.load(),
            services.inventory(),
            services.trust(),
            services.deploys())) {
      RunningLab lab = demo.start(dir, NODES, step -> out.println("· " + words(step)));
      everyNodeServes(lab);
      if (troubles.isEmpty()) {
        deployAndTakeBack();
      }
      if (troubles.isEmpty()) {
        new TrafficStory(services, out, troubles).play(lab);
      }
      if (troubles.isEmpty()) {
        everyNodeServes(lab);
        everyNodeRunsWhatIsWanted("asked once more");
      }
    }
    out.println(
        troubles.isEmpty()
            ? "All of it was seen to work."
            : "Not all of it worked: " + String.join(" · ", troubles));
    return troubles.isEmpty() ? Complaint.DONE : Complaint.UNKNOWN;
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

  /// Real requests to every node, without retries.
  private void everyNodeServes(RunningLab lab) throws FailureException, InterruptedException {
    List<LoadOrder.Target> targets =
        lab.nodes().stream()
            .map(node -> new LoadOrder.Target(node.name().value(), node.address(), 8080))
            .toList();
    LoadResult seen =
        services
            .load()
            .start(LoadOrder.of(targets, 50).mixed(10, 0).lasting(LOOK).to(List.of("/", "/api/x")))
            .await();
    for (LabNode node : lab.nodes()) {
      LoadResult.Count count = seen.targets().get(node.name().value());
      long sent = count == null ? 0 : count.sent();
      long failed = count == null ? 0 : count.failed();
      out.println("  " + node.name() + ": " + sent + " requests, " + failed + " failed");
      if (sent == 0 || failed > 0) {
        troubles.add(
            node.name() + " does not serve: " + failed + " of " + sent + " requests failed");
      }
    }
    out.println("  lanes that answered: " + String.join(", ", seen.lanes().keySet()));
    Set<String> others = new TreeSet<>(seen.lanes().keySet());
    others.removeAll(liveLanes());
    if (!others.isEmpty()) {
      troubles.add("lanes that are not live answered: " + String.join(", ", others));
    }
  }

  private Set<String> liveLanes() throws FailureException {
    return services.inventory().load().pools().stream()
        .map(pool -> pool.name() + "/" + pool.live().word())
        .collect(Collectors.toSet());
  }

  private void deployAndTakeBack() throws FailureException, InterruptedException {
    Fleet before = services.inventory().load();
    services.inventory().change(fleet -> withWeight(fleet, 50), "demo: a server's weight");
    DeployPlan plan = services.deploys().plan(PlanRequest.everything());
    DeployResult result = carryOut("a server's weight changes", plan);
    if (!troubles.isEmpty()) {
      return;
    }
    everyNodeRunsWhatIsWanted("planned again");
    carryOut("and taken back", services.history().planRevert(result.run()));
    services.inventory().change(_ -> before, "demo: as before");
  }

  /// Requests alone do not show it: a killed Nginx master leaves workers behind that still serve.
  private void everyNodeRunsWhatIsWanted(String what) throws FailureException {
    DeployPlan again = services.deploys().plan(PlanRequest.everything());
    out.println("· " + what + ": " + PlanText.summary(again));
    again.blocked().forEach(blocked -> troubles.add(blocked.failure().summary()));
    if (!again.changes().isEmpty()) {
      troubles.add("after the deploy there are still differences");
    }
  }

  private DeployResult carryOut(String what, DeployPlan plan)
      throws FailureException, InterruptedException {
    out.println("· " + what + ": " + PlanText.summary(plan));
    for (NodePlan.Blocked blocked : plan.blocked()) {
      troubles.add(blocked.failure().summary());
    }
    DeployResult result = services.deploys().start(plan, DeployOptions.allAtOnce()).await();
    result
        .nodes()
        .forEach(node -> {
          out.println("  " + node.node() + ": " + node.end().name().toLowerCase(Locale.ROOT));
        });
    out.println("  in " + result.took().toMillis() + " ms");
    result.reason().ifPresent(failure -> troubles.add(failure.summary()));
    if (!result.done() && troubles.isEmpty()) {
      troubles.add("the deploy was not done on every node");
    }
    return result;
  }

  private static Fleet withWeight(Fleet fleet, int weight) {
    return fleet.withPool(
        new Name("shop-web"),
        pool ->
            pool.withLane(
                LaneColor.BLUE,
                lane -> {
                  List<Server> servers = new ArrayList<>(lane.servers());
                  servers.set(0, servers.getFirst().withWeight(weight));
                  return lane.with(servers);
                }));
  }
}
