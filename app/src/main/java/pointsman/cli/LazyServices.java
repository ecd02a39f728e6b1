package pointsman.cli;

import java.util.Optional;
import java.util.function.Supplier;
import pointsman.model.FailureException;
import pointsman.port.JsonFormat;
import pointsman.port.Lab;
import pointsman.port.LoadTool;
import pointsman.port.TextDiff;
import pointsman.service.deploy.DeployService;
import pointsman.service.deploy.DriftService;
import pointsman.service.deploy.HistoryService;
import pointsman.service.guard.GuardService;
import pointsman.service.inventory.InventoryService;
import pointsman.service.inventory.TrustService;
import pointsman.service.rollout.RolloutService;
import pointsman.service.server.ServerService;
import pointsman.service.shift.Capacity;
import pointsman.service.shift.OldConnections;
import pointsman.service.shift.TrafficService;
import pointsman.service.watch.FleetMonitor;
import pointsman.service.watch.LaneCounting;

/// The services of the home that the command line names, which is known only once it is parsed.
final class LazyServices implements Services {
  private Optional<Supplier<Services>> source = Optional.empty();
  private Optional<Services> made = Optional.empty();

  void by(Supplier<Services> supplier) {
    source = Optional.of(supplier);
  }

  private synchronized Services services() {
    if (made.isEmpty()) {
      made = Optional.of(source.orElseThrow().get());
    }
    return made.get();
  }

  @Override
  public InventoryService inventory() throws FailureException {
    return services().inventory();
  }

  @Override
  public FleetMonitor monitor() throws FailureException {
    return services().monitor();
  }

  @Override
  public LaneCounting counting() throws FailureException {
    return services().counting();
  }

  @Override
  public DeployService deploys() throws FailureException {
    return services().deploys();
  }

  @Override
  public OldConnections connections() throws FailureException {
    return services().connections();
  }

  @Override
  public RolloutService rollouts() throws FailureException {
    return services().rollouts();
  }

  @Override
  public ServerService servers() throws FailureException {
    return services().servers();
  }

  @Override
  public HistoryService history() throws FailureException {
    return services().history();
  }

  @Override
  public DriftService drift() throws FailureException {
    return services().drift();
  }

  @Override
  public Capacity capacity() throws FailureException {
    return services().capacity();
  }

  @Override
  public GuardService guarding() throws FailureException {
    return services().guarding();
  }

  @Override
  public TrafficService traffic() throws FailureException {
    return services().traffic();
  }

  @Override
  public TrustService trust() throws FailureException {
    return services().trust();
  }

  @Override
  public Lab lab() {
    return services().lab();
  }

  @Override
  public LoadTool load() {
    return services().load();
  }

  @Override
  public JsonFormat json() {
    return services().json();
  }

  @Override
  public TextDiff diff() {
    return services().diff();
  }
}
