package pointsman.bench;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/// The options of a run of faults at random moments.
final class MomentOptions {
  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many moments (default ${DEFAULT-VALUE}).")
  int runs;

  @Option(names = "--seed", paramLabel = "S", description = "Draws the same moments again.")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--frozen",
      paramLabel = "N",
      description =
          "Every Nth moment freezes the program, which takes up to 90 s (default 10; 0: none).")
  int frozen = 10;

  MomentOptions(int runs) {
    this.runs = runs;
  }

  /// What the moments are drawn from.
  long draw() {
    return seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000_000L));
  }
}
