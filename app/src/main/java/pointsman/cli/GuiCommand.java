package pointsman.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gui`: opens the window, as no command does.
@Command(name = "gui", description = "Opens the window (the default).")
final class GuiCommand implements Callable<Integer> {
  private final Callable<Integer> window;

  GuiCommand(Callable<Integer> window) {
    this.window = window;
  }

  @Override
  public Integer call() throws Exception {
    return window.call();
  }
}
