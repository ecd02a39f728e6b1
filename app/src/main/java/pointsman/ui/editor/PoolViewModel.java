package pointsman.ui.editor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import pointsman.feed.Subscription;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.fx.Recompute;
import pointsman.ui.fx.Threads;

/// Services and pools as they live. FX thread only.
public final class PoolViewModel {
  private static final Duration PACE = Duration.ofMillis(250);

  private final FleetWork work;
  private final Threads threads;
  private final ReadOnlyObjectWrapper<Optional<PoolPicture>> picture =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final List<Subscription> subscriptions = new ArrayList<>();

  /// @param work the inventory and its health
  /// @param threads where to compute
  public PoolViewModel(FleetWork work, Threads threads) {
    this.work = work;
    this.threads = threads;
  }

  /// The picture; empty until the inventory was read.
  ReadOnlyObjectProperty<Optional<PoolPicture>> picture() {
    return picture.getReadOnlyProperty();
  }

  /// Begins to follow.
  void attach() {
    Recompute<Optional<PoolPicture>> next =
        new Recompute<>(
            () -> work.fleets().find().map(fleet -> PoolPicture.of(fleet, work.health().find())),
            picture::set,
            PACE,
            threads);
    subscriptions.add(work.fleets().subscribe(_ -> next.request()));
    subscriptions.add(work.health().subscribe(_ -> next.request()));
    subscriptions.add(next::close);
  }

  /// Lets go.
  void detach() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
  }
}
