package pointsman.ui.deploy;

import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import pointsman.feed.Subscription;
import pointsman.model.Outcome;
import pointsman.ui.desk.HistoryWork;
import pointsman.ui.fx.Repeated;
import pointsman.ui.fx.Works;

/// The latest runs, of this program and of others on the same home. FX thread only.
final class RunsViewModel {
  private static final Duration PACE = Duration.ofSeconds(1);

  private final HistoryWork history;
  private final Works works;
  private final String title;
  private final ReadOnlyObjectWrapper<Optional<Outcome<ToldRuns>>> told =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// @param title of reading them, in words
  RunsViewModel(HistoryWork history, Works works, String title) {
    this.history = history;
    this.works = works;
    this.title = title;
  }

  /// As they were read last; empty before the first time.
  ReadOnlyObjectProperty<Optional<Outcome<ToldRuns>>> told() {
    return told.getReadOnlyProperty();
  }

  /// Reads them anew.
  void refresh() {
    works.ask(title, _ -> ToldRuns.read(history), this::show);
  }

  /// Keeps them up to date, with the runs of other programs, until it is closed.
  Subscription follow() {
    return new Repeated<>(
                before -> before.isPresent() ? before.get().again(history) : ToldRuns.read(history),
                PACE,
                works.threads(),
                this::show)
            .start()
        ::close;
  }

  private void show(Outcome<ToldRuns> now) {
    if (!Optional.of(now).equals(told.get())) {
      told.set(Optional.of(now));
    }
  }
}
