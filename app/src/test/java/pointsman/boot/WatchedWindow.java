package pointsman.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/// The program itself, with an eye beside it: prints each text that comes into its windows, once,
/// behind `sees `, and closes the window as a window manager does when it is told `close`.
final class WatchedWindow {
  private WatchedWindow() {}

  /// Runs the program, watched.
  ///
  /// @param args the program's own
  public static void main(String[] args) {
    Thread.ofPlatform().daemon().start(WatchedWindow::look);
    Thread.ofPlatform().daemon().start(WatchedWindow::listen);
    Main.main(args);
  }

  private static void look() {
    Set<String> told = new TreeSet<>();
    while (true) {
      try {
        for (String text : Camera.fx(WatchedWindow::texts)) {
          if (told.add(text)) {
            System.out.println("sees " + text);
          }
        }
      } catch (IllegalStateException _) {
        // no window yet, or none any more
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private static List<String> texts() {
    return Window.getWindows().stream()
        .flatMap(window -> window.getScene().getRoot().lookupAll("*").stream())
        .filter(Node::isVisible)
        .filter(Labeled.class::isInstance)
        .map(node -> ((Labeled) node).getText())
        .filter(text -> text != null && !text.isBlank())
        .toList();
  }

  private static void listen() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      if ("close".equals(reader.readLine())) {
        Camera.fx(() -> {
          Window window = Window.getWindows().getFirst();
          Event.fireEvent(window, new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST));
          window.hide();
          return true;
        });
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
