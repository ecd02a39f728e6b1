package pointsman.ui.fx;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// One piece of long work as the tray shows it: title, progress, and a way to stop it. Properties
/// live on the FX thread; {@link #report} and {@link #stop} may be called from any.
public final class Work {
  private record Report(double share, String note) {}

  private final String title;
  private final Executor fx;
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper stoppable = new ReadOnlyBooleanWrapper(false);
  private volatile Report latest = new Report(-1, "");
  private final AtomicBoolean pending = new AtomicBoolean();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile Runnable onStop = () -> {};

  Work(String title, Executor fx) {
    this.title = title;
    this.fx = fx;
  }

  /// What is done, in words.
  public String title() {
    return title;
  }

  /// How far, 0 to 1; -1 while nobody knows.
  public ReadOnlyDoubleProperty progress() {
    return progress.getReadOnlyProperty();
  }

  /// What happens right now, in words.
  public ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /// Tells how far it is. Any thread; only the latest report is shown.
  ///
  /// @param share 0 to 1; -1 when unknown
  /// @param words what happens right now
  public void report(double share, String words) {
    latest = new Report(share, words);
    if (pending.compareAndSet(false, true)) {
      fx.execute(() -> {
        pending.set(false);
        Report report = latest;
        progress.set(report.share());
        note.set(report.note());
      });
    }
  }

  /// What has to happen when the user stops it, such as ending a wave. Run in the background.
  public void onStop(Runnable action) {
    onStop = action;
    fx.execute(() -> stoppable.set(true));
  }

  /// Whether it can be stopped now.
  public ReadOnlyBooleanProperty stoppable() {
    return stoppable.getReadOnlyProperty();
  }

  /// Stops it. Any thread, at most once.
  public void stop() {
    if (stopped.compareAndSet(false, true)) {
      fx.execute(() -> stoppable.set(false));
      Thread.startVirtualThread(onStop);
    }
  }
}
