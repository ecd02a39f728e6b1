package pointsman.ui.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import pointsman.feed.Feed;
import pointsman.feed.Subscription;
import pointsman.model.Failure;
import pointsman.model.fleet.Fleet;
import pointsman.model.health.FleetHealth;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.fx.Recompute;
import pointsman.ui.fx.Works;

/// The fleet as a picture that follows inventory, health, filter and grouping. Properties live on
/// the FX thread; the picture is computed in the background at most four times a second.
public final class FleetViewModel implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(250);

  private record Asked(FleetFilter filter, FleetBoard.Grouping grouping) {}

  private final Feed<Fleet> fleets;
  private final Feed<FleetHealth> health;
  private final FleetWork work;
  private final Works works;
  private volatile Asked asked = new Asked(FleetFilter.parse(""), FleetBoard.Grouping.REGION);
  private final ReadOnlyObjectWrapper<Optional<FleetBoard>> board =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Failure>> failure =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final LaneRates rates = new LaneRates();
  private final Subscription counting;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private Optional<Recompute<Optional<FleetBoard>>> recompute = Optional.empty();

  /// @param work the inventory and its health
  /// @param works where to read and compute
  public FleetViewModel(FleetWork work, Works works) {
    this.work = work;
    this.fleets = work.fleets();
    this.health = work.health();
    this.works = works;
    counting = work.health().subscribe(rates::observe);
  }

  /// The picture; empty until the inventory was read.
  ReadOnlyObjectProperty<Optional<FleetBoard>> board() {
    return board.getReadOnlyProperty();
  }

  /// Begins to follow.
  void attach() {
    Recompute<Optional<FleetBoard>> next =
        new Recompute<>(this::compute, board::set, PACE, works.threads());
    recompute = Optional.of(next);
    subscriptions.add(fleets.subscribe(_ -> next.request()));
    subscriptions.add(health.subscribe(_ -> next.request()));
    next.request();
    load();
  }

  /// Reads the inventory; what goes wrong is told by {@link #failure}.
  void load() {
    works.ask(
        "inventory",
        _ -> {
          work.load();
          return true;
        },
        outcome -> failure.set(outcome.findFailure()));
  }

  /// Why the inventory could not be read.
  ReadOnlyObjectProperty<Optional<Failure>> failure() {
    return failure.getReadOnlyProperty();
  }

  /// Lets go.
  void detach() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
    recompute.ifPresent(Recompute::close);
    recompute = Optional.empty();
  }

  /// Stops counting, for good.
  @Override
  public void close() {
    detach();
    counting.close();
  }

  private Optional<FleetBoard> compute() {
    Asked now = asked;
    Optional<FleetHealth> seen = health.find();
    return fleets
        .find()
        .map(fleet ->
            FleetBoard.of(
                fleet, seen, now.filter(), now.grouping(), seen.map(rates::of).orElse(Map.of())));
  }

  /// Filters by a text as typed.
  ///
  /// @return the part that is not understood
  Optional<String> filter(String text) {
    FleetFilter filter = FleetFilter.parse(text);
    asked = new Asked(filter, asked.grouping());
    recompute.ifPresent(Recompute::hurry);
    return filter.unknown();
  }

  /// Groups otherwise.
  void group(FleetBoard.Grouping grouping) {
    asked = new Asked(asked.filter(), grouping);
    recompute.ifPresent(Recompute::hurry);
  }
}
