package pointsman.ui.shell;

import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Words;

/// The keys of the whole window. While a sheet is open only its own keys count; while text is
/// typed, plain characters are text.
final class Keys {
  private static final KeyCombination PALETTE =
      new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination RUN =
      new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination LOCK =
      new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  private static final KeyCombination BACK =
      new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN);

  private static final KeyCombination WAY_BACK =
      new KeyCodeCombination(KeyCode.R, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  private static final KeyCombination PAUSE =
      new KeyCodeCombination(KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN);

  private final DeskWindow window;
  private final Overlays overlays;
  private final Words words;

  Keys(DeskWindow window, Overlays overlays, Words words) {
    this.window = window;
    this.overlays = overlays;
    this.words = words;
  }

  void install(Node root) {
    root.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (!overlays.isOpen() && pressed(event)) {
            event.consume();
          }
        });
    root.addEventFilter(
        KeyEvent.KEY_TYPED,
        event -> {
          if (!overlays.isOpen()
              && !(event.getTarget() instanceof TextInputControl)
              && typed(event)) {
            event.consume();
          }
        });
  }

  private boolean pressed(KeyEvent event) {
    if (PALETTE.match(event)) {
      window.openPalette();
      return true;
    }
    if (RUN.match(event)) {
      return window.runShown();
    }
    if (LOCK.match(event)) {
      return window.turnLock();
    }
    if (WAY_BACK.match(event)) {
      return window.wayBack();
    }
    if (PAUSE.match(event)) {
      return window.pause();
    }
    if (BACK.match(event)) {
      window.goBack();
      return true;
    }
    if (event.getCode() == KeyCode.F6) {
      window.nextPane();
      return true;
    }
    return event.isShortcutDown() && screen(event.getCode());
  }

  private boolean screen(KeyCode code) {
    for (Rail.Entry entry : Rail.Entry.values()) {
      if (code == KeyCode.getKeyCode(Integer.toString(entry.ordinal() + 1))) {
        window.go(entry.place());
        return true;
      }
    }
    return false;
  }

  private boolean typed(KeyEvent event) {
    return switch (event.getCharacter()) {
      case "/" -> window.focusFilter();
      case "[" -> window.stage(-1);
      case "]" -> window.stage(1);
      case "?" -> {
        HelpSheet.open(overlays, words);
        yield true;
      }
      default -> false;
    };
  }
}
