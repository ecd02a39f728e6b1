package pointsman.ui.shell;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import pointsman.feed.Feed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeDrift;
import pointsman.model.plan.ServerResult;
import pointsman.model.plan.ServerRuns;
import pointsman.port.Journal;
import pointsman.port.TextDiff;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.DeployRun;
import pointsman.service.deploy.DeployService;
import pointsman.service.deploy.DriftService;
import pointsman.service.deploy.HistoryService;
import pointsman.service.deploy.PlanRequest;
import pointsman.service.guard.Consent;
import pointsman.service.inventory.InventoryService;
import pointsman.service.server.ServerOrder;
import pointsman.service.server.ServerService;
import pointsman.service.watch.FleetMonitor;
import pointsman.ui.desk.DeployWork;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.desk.HistoryWork;
import pointsman.ui.desk.ServerWork;

/// The desk's work laid over the services.
public final class ServiceDesk {
  private ServiceDesk() {}

  /// Inventory and monitor.
  public static FleetWork fleet(InventoryService inventory, FleetMonitor monitor) {
    return new FleetWork() {
      @Override
      public Feed<Fleet> fleets() {
        return inventory.fleets();
      }

      @Override
      public void load() throws FailureException {
        inventory.load();
      }

      @Override
      public Feed<FleetHealth> health() {
        return monitor.health();
      }

      @Override
      public void change(UnaryOperator<Fleet> edit, String why, Consent consent)
          throws FailureException {
        inventory.change(edit, why, consent);
      }
    };
  }

  /// Plans and deploys.
  public static DeployWork deploys(DeployService service, TextDiff diff) {
    return new DeployWork() {
      @Override
      public DeployPlan plan(Set<Name> services, Set<Name> nodes) throws FailureException {
        return service.plan(new PlanRequest(services, nodes));
      }

      @Override
      public boolean isUndo(DeployPlan plan) throws FailureException {
        return service.isUndo(plan);
      }

      @Override
      public Push start(DeployPlan plan, DeployOptions options) throws FailureException {
        return push(service.start(plan, options));
      }

      @Override
      public List<TextDiff.Line> compare(String before, String after, int context) {
        return diff.compare(before, after, context);
      }
    };
  }

  /// Servers at run time.
  public static ServerWork servers(ServerService service) {
    return new ServerWork() {
      @Override
      public ServerResult change(ServerOrder order, Consent consent) throws FailureException {
        return service.change(order, consent);
      }

      @Override
      public List<ServerRuns> look(Name node) throws FailureException {
        for (Outcome<List<ServerRuns>> look : service.look(Set.of(node)).values()) {
          return switch (look) {
            case Outcome.Ok<List<ServerRuns>> ok -> ok.value();
            case Outcome.Failed<List<ServerRuns>> failed ->
                throw new FailureException(failed.failure());
          };
        }
        throw new FailureException(new Failure.NotFound("node", node.value(), List.of()));
      }
    };
  }

  private static DeployWork.Push push(DeployRun run) {
    return new DeployWork.Push() {
      @Override
      public Feed<DeployProgress> progress() {
        return run.progress();
      }

      @Override
      public void stop() {
        run.stop();
      }

      @Override
      public DeployResult await() throws InterruptedException {
        return run.await();
      }
    };
  }

  private static HistoryWork.Left left(DriftService.Settled settled) {
    return new HistoryWork.Left(
        settled.node(),
        settled.found(),
        settled.failure().map(failure -> failure.summary()).orElse(settled.settled()),
        settled.failure().isEmpty());
  }

  /// What was done.
  public static HistoryWork history(HistoryService service, DriftService drift) {
    return new HistoryWork() {
      @Override
      public List<Journal.Run> runs(int limit) throws FailureException {
        return service.runs(limit);
      }

      @Override
      public Set<String> underWay() throws FailureException {
        return service.underWay();
      }

      @Override
      public String mark() throws FailureException {
        return service.mark();
      }

      @Override
      public DeployPlan planRevert(String release, Set<Name> nodes) throws FailureException {
        return service.planRevert(release, nodes).plan();
      }

      @Override
      public List<Left> settle() throws FailureException {
        return drift.settle().stream().map(ServiceDesk::left).toList();
      }

      @Override
      public List<NodeDrift> drift(Set<Name> nodes) throws FailureException {
        return drift.drift(nodes);
      }
    };
  }
}
