package pointsman.ui.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import pointsman.feed.Feed;
import pointsman.feed.Subscription;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.guard.GuardSight;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.ui.fleet.Troubles;
import pointsman.ui.fx.FxFeed;
import pointsman.ui.fx.Recompute;
import pointsman.ui.fx.Threads;

/// What the frame shows around every screen: the environment, how old the oldest datum is, how many
/// nodes are fresh. FX thread only.
final class ShellViewModel implements AutoCloseable {
  /// The frame's picture.
  ///
  /// @param environment how strict the guards are
  /// @param nodes how many there are
  /// @param fresh how many have a fresh picture
  /// @param oldest age of the oldest picture; empty when there is none
  /// @param never how many nodes are silent of which there was never a picture
  /// @param silent how many nodes are stale or lost
  /// @param down of how many it is known that they serve nothing
  record Picture(
      Environment environment,
      int nodes,
      int fresh,
      Optional<Duration> oldest,
      int never,
      int silent,
      int down) {}

  private static final Duration PACE = Duration.ofMillis(500);

  private final ReadOnlyObjectWrapper<Fleet> fleet = new ReadOnlyObjectWrapper<>(Fleet.empty());
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(
          new Picture(Environment.DEVELOPMENT, 0, 0, Optional.empty(), 0, 0, 0));
  private final ReadOnlyObjectWrapper<Optional<GuardSight>> guards =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyIntegerWrapper attention = new ReadOnlyIntegerWrapper();
  private final Recompute<Integer> counting;
  private final List<Subscription> counted = new ArrayList<>();
  private final FxFeed<Fleet> fleets;
  private final FxFeed<GuardSight> sights;
  private final FxFeed<FleetHealth> health;
  private Optional<FleetHealth> latest = Optional.empty();

  ShellViewModel(
      Feed<Fleet> fleetFeed,
      Feed<FleetHealth> healthFeed,
      Feed<GuardSight> guardFeed,
      Threads threads) {
    sights =
        new FxFeed<>(
            guardFeed, Duration.ZERO, threads.fx(), sight -> guards.set(Optional.of(sight)));
    fleets = new FxFeed<>(fleetFeed, PACE, threads.fx(), this::fleet);
    health = new FxFeed<>(healthFeed, PACE, threads.fx(), this::health);
    counting =
        new Recompute<>(
            () -> fleetFeed.find().map(now -> Troubles.of(now, healthFeed.find()).size()).orElse(0),
            attention::set,
            PACE,
            threads);
    counted.add(fleetFeed.subscribe(_ -> counting.request()));
    counted.add(healthFeed.subscribe(_ -> counting.request()));
  }

  private void fleet(Fleet next) {
    fleet.set(next);
    redraw();
  }

  private void health(FleetHealth next) {
    latest = Optional.of(next);
    redraw();
  }

  private void redraw() {
    int fresh = 0;
    int silent = 0;
    int never = 0;
    int down = 0;
    Optional<Duration> oldest = Optional.empty();
    for (NodeHealth node : latest.map(FleetHealth::nodes).orElse(List.of())) {
      boolean stands = node.standstill().isPresent();
      down += stands ? 1 : 0;
      switch (node.contact()) {
        case FRESH -> fresh++;
        case STALE, LOST -> {
          silent += stands ? 0 : 1;
          never += stands || node.sight().isPresent() ? 0 : 1;
        }
        case CONNECTING, AGEING, BUSY -> {}
      }
      if (node.sight().isPresent()
          && oldest.map(age -> age.compareTo(node.age()) < 0).orElse(true)) {
        oldest = Optional.of(node.age());
      }
    }
    picture.set(
        new Picture(
            fleet.get().environment(),
            fleet.get().nodes().size(),
            fresh,
            oldest,
            never,
            silent,
            down));
  }

  /// The inventory as last seen.
  ReadOnlyObjectProperty<Fleet> fleet() {
    return fleet.getReadOnlyProperty();
  }

  /// What guards the fleet; empty before it was read.
  ReadOnlyObjectProperty<Optional<GuardSight>> guards() {
    return guards.getReadOnlyProperty();
  }

  /// The frame's picture.
  ReadOnlyObjectProperty<Picture> picture() {
    return picture.getReadOnlyProperty();
  }

  /// How many rows the list of what wants attention has.
  ReadOnlyIntegerProperty attention() {
    return attention.getReadOnlyProperty();
  }

  @Override
  public void close() {
    counted.forEach(Subscription::close);
    counting.close();
    fleets.close();
    sights.close();
    health.close();
  }
}
