package pointsman.ui.fleet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.model.plan.ServerResult;
import pointsman.model.plan.ServerRuns;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerChange;
import pointsman.model.traffic.ServerPath;
import pointsman.service.guard.Consent;
import pointsman.service.server.ServerOrder;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.desk.ServerWork;
import pointsman.ui.fx.Works;

/// The servers of one node: how they run against how they were deployed, and what is about to
/// happen to one of them. A change is armed for 5 s, with target and payload as they are then. FX
/// thread only.
public final class ServersViewModel {
  /// How many seconds a change can be called off.
  static final int SECONDS = 5;

  private final Name node;
  private final ServerWork work;
  private final FleetWork fleet;
  private final Works works;
  private final ReadOnlyObjectWrapper<Optional<Armed>> armed =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Outcome<List<ServerRuns>>>> runs =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Timeline second = new Timeline(new KeyFrame(Duration.seconds(1), _ -> tick()));

  /// @param node whose servers
  public ServersViewModel(Name node, ServerWork work, FleetWork fleet, Works works) {
    this.node = node;
    this.work = work;
    this.fleet = fleet;
    this.works = works;
    second.setCycleCount(SECONDS);
  }

  /// A change that will be made.
  ///
  /// @param at which server
  /// @param change what
  /// @param consent what was said to it
  /// @param title for the tray
  /// @param left seconds until then
  record Armed(ServerPath at, ServerChange change, Consent consent, String title, int left) {
    private Armed later() {
      return new Armed(at, change, consent, title, left - 1);
    }
  }

  /// Which node.
  Name node() {
    return node;
  }

  /// What will happen; empty: nothing.
  ReadOnlyObjectProperty<Optional<Armed>> armed() {
    return armed.getReadOnlyProperty();
  }

  /// What the last look said; empty before the first.
  ReadOnlyObjectProperty<Optional<Outcome<List<ServerRuns>>>> runs() {
    return runs.getReadOnlyProperty();
  }

  /// Looks.
  ///
  /// @param title what is done, in words
  void look(String title) {
    works.ask(title, _ -> work.look(node), outcome -> runs.set(Optional.of(outcome)));
  }

  /// Arms a change; one that was armed before is called off.
  void arm(ServerPath at, ServerChange change, Consent consent, String title) {
    second.stop();
    armed.set(Optional.of(new Armed(at, change, consent, title, SECONDS)));
    second.playFromStart();
  }

  /// Calls the armed change off.
  ///
  /// @return whether there was one
  boolean cancel() {
    second.stop();
    boolean was = armed.get().isPresent();
    armed.set(Optional.empty());
    return was;
  }

  private void tick() {
    Optional<Armed> next = armed.get().map(Armed::later);
    if (next.filter(each -> each.left() > 0).isPresent()) {
      armed.set(next);
    } else {
      armed.set(Optional.empty());
      next.ifPresent(this::go);
    }
  }

  private void go(Armed change) {
    change(change.title(), change.at(), change.consent(), List.of(change.change()));
  }

  private void change(String title, ServerPath at, Consent consent, List<ServerChange> changes) {
    works.start(
        title,
        _ -> {
          for (ServerChange each : changes) {
            ServerResult result =
                work.change(new ServerOrder(at.pool(), at.server(), each, Set.of(node)), consent);
            requireDone(result);
          }
          return true;
        },
        outcome -> {
          outcome.findFailure().ifPresent(failure -> works.tell(title, failure));
          look(title);
        });
  }

  private static void requireDone(ServerResult result) throws FailureException {
    for (var line : result.nodes()) {
      if (!result.done() && line.failure().isPresent()) {
        throw new FailureException(line.failure().get());
      }
    }
  }

  /// Keeps what somebody set by hand, so that a reload does not lose it.
  void keep(ServerRuns server, Consent consent, String title) {
    if (server.state().isPresent()) {
      change(
          title,
          server.at(),
          consent,
          List.of(
              new ServerChange.ToWeight(Math.max(0, server.weight())),
              new ServerChange.ToState(server.state().get())));
    }
  }

  /// Whether the inventory has words for how it runs: a drain is none.
  static boolean canPersist(ServerRuns server) {
    return server.state().filter(each -> each != AdminState.DRAIN).isPresent();
  }

  /// Makes it the inventory's wish; the next deploy brings it to all nodes.
  ///
  /// @param why for the journal
  void persist(ServerRuns server, Consent consent, String why) {
    works.start(
        why,
        _ -> {
          fleet.change(all -> persisted(all, server), why, consent);
          return true;
        },
        outcome -> {
          outcome.findFailure().ifPresent(failure -> works.tell(why, failure));
          look(why);
        });
  }

  private static Fleet persisted(Fleet fleet, ServerRuns server) {
    return PersistedServer.in(
        fleet,
        server.at(),
        before ->
            new Server(
                before.name(),
                before.address(),
                before.port(),
                Math.max(0, server.weight()),
                before.maxconn(),
                before.backup(),
                server.state().equals(Optional.of(AdminState.MAINT))));
  }
}
