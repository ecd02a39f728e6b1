package pointsman.ui.shell;

import java.util.Optional;
import javafx.scene.Scene;
import javafx.stage.Stage;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.fx.FxThread;
import pointsman.ui.fx.Threads;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Words;

/// The desktop app: one window on a desk.
public final class DesktopApp {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  private final DeskWork work;
  private final Words words;
  private final Optional<Failure> notice;

  /// @param work what the desk works with
  /// @param words every text
  /// @param notice what is told at the start
  public DesktopApp(DeskWork work, Words words, Optional<Failure> notice) {
    this.work = work;
    this.words = words;
    this.notice = notice;
  }

  /// Opens the window and returns once it was closed.
  ///
  /// @throws FailureException when there is no screen to open a window on
  /// @throws InterruptedException when the wait is interrupted
  public void run() throws FailureException, InterruptedException {
    FxThread.runUntilClosed(closed -> open(closed, false));
  }

  /// Opens the window, starts the demo fleet behind it, and returns once the window was closed.
  ///
  /// @throws FailureException when there is no screen to open a window on
  /// @throws InterruptedException when the wait is interrupted
  public void runDemo() throws FailureException, InterruptedException {
    FxThread.runUntilClosed(closed -> open(closed, true));
  }

  private void open(Runnable closed, boolean demo) {
    Works works = new Works(Threads.real());
    DeskWindow window = new DeskWindow(work, works, words);
    Stage stage = new Stage();
    stage.setTitle("Pointsman");
    stage.setScene(new Scene(window.root(), WIDTH, HEIGHT));
    stage.setMinWidth(980);
    stage.setMinHeight(640);
    stage.setOnHidden(_ -> {
      window.close();
      closed.run();
    });
    stage.show();
    window.focus();
    notice.ifPresent(failure -> works.tell(words.of("settings.language"), failure));
    if (demo) {
      window.startDemo();
    }
  }
}
