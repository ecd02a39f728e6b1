package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import pointsman.model.FailureException;
import pointsman.model.plan.DeployResult;
import pointsman.port.RunningLab;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.PlanRequest;
import pointsman.service.watch.FleetMonitor;

/// This program: cold as a command of its own, start-up included; warm as a window that is open.
final class Ours implements Contender {
  static final String NAME = "pointsman";

  /// A cold deploy by a program that runs, as from a window: new sessions, but no start of a JVM.
  static final String WINDOW = "window";

  static final int FIRST_WEIGHT = 10;

  private final BenchDesk desk;
  private final RunningLab lab;
  private final Path home;
  private final UnaryOperator<String> dress;
  private final Meter meter;
  private final BenchDesk.Home open;

  /// @param dress what the lab's fleet file becomes before it is taken in
  Ours(BenchDesk desk, RunningLab lab, Path home, UnaryOperator<String> dress, Meter meter) {
    this.desk = desk;
    this.dress = dress;
    this.lab = lab;
    this.home = home;
    this.meter = meter;
    this.open = desk.open(home);
  }

  /// Takes the fleet in and gives every node its first release.
  void begin() throws Exception {
    intend(FIRST_WEIGHT);
    for (var offered : open.trust().offers(java.util.Set.of())) {
      open.trust()
          .accept(offered.node(), offered.offer().find().orElseThrow(), java.util.Optional.empty());
    }
    deploy();
  }

  private void intend(int weight) throws Exception {
    Path file = home.resolveSibling(home.getFileName() + "-fleet.yaml");
    new FaultFleet(lab).withWeight(file, weight);
    open.inventory().apply(dress.apply(Files.readString(file)), "fleet.yaml", false);
  }

  private DeployResult deploy() throws Exception {
    return deploy(open);
  }

  private static DeployResult deploy(BenchDesk.Home by) throws Exception {
    DeployResult result =
        by.deploys()
            .start(by.deploys().plan(PlanRequest.everything()), DeployOptions.allAtOnce())
            .await();
    if (!result.done()) {
      throw new IllegalStateException("a deploy failed: " + result);
    }
    return result;
  }

  /// Looks at the nodes; not started yet.
  FleetMonitor monitor(Duration interval) throws FailureException {
    return open.monitor(interval);
  }

  /// Ends the sessions.
  void close() {
    open.close();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Meter.Taken cold(int weight) throws Exception {
    intend(weight);
    List<String> command = new java.util.ArrayList<>(desk.self());
    command.addAll(List.of("--home", home.toString(), "deploy", "--yes"));
    Meter.Taken taken = meter.program(command, "");
    requireArrived(weight);
    return taken;
  }

  /// As {@link #cold}, by this process over sessions of its own.
  Meter.Taken coldInside(int weight) throws Exception {
    intend(weight);
    try (BenchDesk.Home fresh = desk.open(home)) {
      Meter.Taken taken = Meter.inside(() -> deploy(fresh));
      requireArrived(weight);
      return taken;
    }
  }

  @Override
  public Meter.Taken warm(int weight) throws Exception {
    intend(weight);
    Meter.Taken taken = Meter.inside(this::deploy);
    requireArrived(weight);
    return taken;
  }

  private void requireArrived(int weight) throws IOException, InterruptedException {
    FaultFleet fleet = new FaultFleet(lab);
    if (fleet.fresh(fleet.runs(), weight).containsValue(false)) {
      throw new IOException("not every node runs with the weight " + weight);
    }
  }

  @Override
  public Meter.Taken unchanged() throws Exception {
    return Meter.inside(() -> {
      if (!open.deploys().plan(PlanRequest.everything()).changes().isEmpty()) {
        throw new IllegalStateException("there are differences");
      }
      return Duration.ZERO;
    });
  }
}
