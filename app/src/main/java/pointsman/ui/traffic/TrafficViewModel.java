package pointsman.ui.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import pointsman.feed.Subscription;
import pointsman.model.Failure;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.Share;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.desk.TrafficWork;
import pointsman.ui.fx.Recompute;
import pointsman.ui.fx.Works;

/// A pool's traffic as it lives, and what an operator can do about it. FX thread only.
final class TrafficViewModel {
  /// What there is to show.
  sealed interface Sight {
    /// Nothing was told yet.
    record Loading() implements Sight {}

    /// The inventory has no such pool.
    record Gone() implements Sight {}

    /// The pool.
    ///
    /// @param picture all of it
    record Shown(TrafficPicture picture) implements Sight {}
  }

  private record Told(Map<Name, PoolTraffic> pools, Instant at) {}

  private record Past(List<TrafficStore.Line> history, List<TrafficStore.ShiftEntry> shifts) {}

  private record Mark(Optional<String> rollout, List<Object> state, Optional<Instant> shift) {}

  private static final Duration PACE = Duration.ofMillis(150);
  private static final int SHIFTS = 8;

  private final Name pool;
  private final FleetWork fleets;
  private final TrafficWork work;
  private final Works works;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<Sight> sight =
      new ReadOnlyObjectWrapper<>(new Sight.Loading());
  private final ReadOnlyObjectWrapper<Optional<Failure>> trouble =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);
  private final List<Subscription> subscriptions = new ArrayList<>();
  private volatile Optional<Told> told = Optional.empty();
  private volatile Past past = new Past(List.of(), List.of());
  private Optional<Mark> readAt = Optional.empty();
  private Runnable again = () -> {};
  private int asks;

  TrafficViewModel(
      Name pool, FleetWork fleets, TrafficWork work, Works works, InstantSource clock) {
    this.pool = pool;
    this.fleets = fleets;
    this.work = work;
    this.works = works;
    this.clock = clock;
  }

  Name pool() {
    return pool;
  }

  /// What there is to show.
  ReadOnlyObjectProperty<Sight> sight() {
    return sight.getReadOnlyProperty();
  }

  /// Why the last thing that was asked did not happen.
  ReadOnlyObjectProperty<Optional<Failure>> trouble() {
    return trouble.getReadOnlyProperty();
  }

  /// Whether something that was asked is not answered yet; the way back is open nonetheless.
  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  // --- following --------------------------------------------------------------------------------

  void attach() {
    Recompute<Sight> next = new Recompute<>(this::look, this::show, PACE, works.threads());
    again = next::request;
    subscriptions.add(
        work.traffic()
            .subscribe(pools -> {
              told = Optional.of(new Told(pools, clock.instant()));
              next.request();
            }));
    subscriptions.add(fleets.fleets().subscribe(_ -> next.request()));
    subscriptions.add(next::close);
  }

  void detach() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
    readAt = Optional.empty();
  }

  /// Time passed: ages and countdowns are computed anew.
  void tick() {
    work.watch(pool);
    again.run();
  }

  private Sight look() {
    Optional<Fleet> fleet = fleets.fleets().find();
    if (fleet.isEmpty()) {
      return new Sight.Loading();
    }
    Optional<Pool> declared = fleet.get().findPool(pool);
    if (declared.isEmpty()) {
      return new Sight.Gone();
    }
    Optional<Told> now = told;
    if (now.isEmpty() || !now.get().pools().containsKey(pool)) {
      return new Sight.Loading();
    }
    Past known = past;
    PoolTraffic traffic =
        withoutOver(java.util.Objects.requireNonNull(now.get().pools().get(pool)));
    return new Sight.Shown(
        new TrafficPicture(
            fleet.get(),
            declared.get(),
            traffic,
            Duration.between(now.get().at(), clock.instant()),
            known.history(),
            known.shifts(),
            clock.instant()));
  }

  /// A rollout that is over is history.
  private static PoolTraffic withoutOver(PoolTraffic traffic) {
    return new PoolTraffic(
        traffic.pool(),
        traffic.commanded(),
        traffic.motion(),
        traffic.nodes(),
        traffic.lanes(),
        traffic.rollout().filter(sight -> !sight.rollout().over()),
        traffic.last());
  }

  private void show(Sight next) {
    sight.set(next);
    if (next instanceof Sight.Shown shown) {
      readPast(shown.picture());
    }
  }

  /// Steps and shifts are read once for each state that is seen.
  private void readPast(TrafficPicture picture) {
    Mark mark =
        new Mark(
            picture.traffic().rollout().map(RolloutSight::id),
            List.of(
                picture.traffic().commanded(),
                picture.rollout().map(each -> (Object) each.state()).orElse("")),
            picture.traffic().last().map(result -> result.at()));
    if (readAt.equals(Optional.of(mark))) {
      return;
    }
    readAt = Optional.of(mark);
    works.ask(
        "history of " + pool,
        _ -> new Past(work.history(pool), work.shifts(pool, SHIFTS)),
        outcome ->
            outcome
                .find()
                .ifPresent(read -> {
                  past = read;
                  again.run();
                }));
  }

  // --- acting -----------------------------------------------------------------------------------

  /// Brings the candidate to a share, without a rollout.
  void split(String title, Share share, Consent consent) {
    run(title, () -> work.split(pool, share, consent));
  }

  /// Has the audience rules count, or not.
  void audience(String title, boolean on, Consent consent) {
    run(title, () -> work.audience(pool, on, consent));
  }

  /// Brings every node to what is commanded, again.
  void again(String title, Consent consent) {
    run(title, () -> work.again(pool, consent));
  }

  /// Begins a rollout.
  void begin(String title, RolloutPolicy policy, Optional<UrlPath> smoke, Consent consent) {
    run(
        title,
        () -> {
          work.begin(pool, policy, smoke, consent);
          return true;
        });
  }

  /// Tells the rollout what the operator wants.
  void tell(String title, RolloutEvent event, Consent consent) {
    run(
        title,
        () -> {
          work.tell(pool, event, consent);
          return true;
        });
  }

  /// All users back, at once.
  void rollback(String title) {
    run(
        title,
        () -> {
          work.rollback(pool);
          return true;
        });
  }

  /// Puts the trouble away.
  void readTrouble() {
    trouble.set(Optional.empty());
  }

  private interface Ask {
    Object run() throws pointsman.model.FailureException, InterruptedException;
  }

  private void run(String title, Ask ask) {
    trouble.set(Optional.empty());
    asks++;
    busy.set(true);
    works.start(
        title,
        _ -> ask.run(),
        outcome -> {
          asks--;
          busy.set(asks > 0);
          trouble.set(outcome.findFailure());
          readAt = Optional.empty();
          again.run();
        });
  }
}
