package pointsman.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `demo`: the whole job on a real fleet on this computer: in the window where there is a display,
/// else as text. The text says what was measured and exits 0 only if each step was seen to work.
@Command(name = "demo", description = "A real fleet on this computer with live traffic.")
final class DemoCommand implements Callable<Integer> {
  private final Services services;
  private final Callable<Integer> window;
  private final Supplier<Path> home;
  private final PrintStream out;

  DemoCommand(Services services, Callable<Integer> window, Supplier<Path> home, PrintStream out) {
    this.services = services;
    this.window = window;
    this.home = home;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    return Display.present()
        ? window.call()
        : new DemoStory(services, out).play(home.get().toAbsolutePath().resolve("lab"));
  }
}
