package pointsman.cli;

import java.util.Locale;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// Whether a window can be opened here.
final class Display {
  private Display() {}

  /// Whether there is a display.
  static boolean present() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    return !linux || set("DISPLAY") || set("WAYLAND_DISPLAY");
  }

  private static boolean set(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isBlank();
  }

  /// Refuses to open a window where there is none to be had.
  static void require() throws FailureException {
    if (!present()) {
      throw new FailureException(
          new Failure.Unsupported(
              "gui",
              "there is no display (DISPLAY and WAYLAND_DISPLAY are not set).",
              "Use the commands, see 'pointsman --help', or start it in a desktop session."));
    }
  }
}
