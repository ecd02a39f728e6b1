package pointsman.boot;

import java.nio.file.Path;
import java.util.Optional;
import pointsman.cli.Services;

/// The home that is open.
final class Homes implements AutoCloseable {
  private Optional<Wiring> open = Optional.empty();

  Services open(Path home) {
    Wiring wiring = new Wiring(home.toAbsolutePath().normalize());
    open = Optional.of(wiring);
    return wiring;
  }

  int window(Services services) {
    throw new IllegalStateException("no window for " + services);
  }

  @Override
  public void close() {
    open.ifPresent(Wiring::close);
  }
}
