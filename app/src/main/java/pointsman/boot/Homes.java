package pointsman.boot;

import java.nio.file.Path;
import java.util.Optional;
import pointsman.cli.Services;
import pointsman.model.FailureException;
import pointsman.ui.shell.DesktopApp;

/// The home that is open.
final class Homes implements AutoCloseable {
  private Optional<Wiring> open = Optional.empty();

  Services open(Path home) {
    Path place = home.toAbsolutePath().normalize();
    HomeLog.in(place);
    Wiring wiring = new Wiring(place);
    open = Optional.of(wiring);
    return wiring;
  }

  /// Opens the window, starts the demo fleet behind it, and returns once the window was closed.
  int demo(Services services) throws FailureException, InterruptedException {
    services.diff();
    try (DeskMaker desk = new DeskMaker(open.orElseThrow())) {
      new DesktopApp(desk.make(), desk.words(), desk.noGlyphs()).runDemo();
    }
    return 0;
  }

  /// Opens the window on the home and returns once it was closed.
  int window(Services services) throws FailureException, InterruptedException {
    services.diff();
    Wiring wiring = open.orElseThrow();
    try (DeskMaker desk = new DeskMaker(wiring)) {
      new DesktopApp(desk.make(), desk.words(), desk.noGlyphs()).run();
    }
    return 0;
  }

  /// Whether nodes were talked to.
  boolean talked() {
    return open.filter(wiring -> wiring.nodes.talked()).isPresent();
  }

  @Override
  public void close() {
    open.ifPresent(Wiring::close);
  }
}
