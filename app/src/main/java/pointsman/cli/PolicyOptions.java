package pointsman.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.Share;

/// The hard limits of a candidate, as options.
final class PolicyOptions {
  @Option(
      names = "--max-errors",
      paramLabel = "5%",
      converter = Amounts.Share.class,
      description = "Largest share of failed attempts (default 5%%).")
  int errors = Gates.USUAL.errors().basisPoints();

  @Option(
      names = "--min-requests",
      paramLabel = "N",
      converter = Amounts.Count.class,
      description = "Below so many attempts the error limit says nothing (default 20).")
  int minimum = Gates.USUAL.minimum();

  @Option(
      names = "--max-mean",
      paramLabel = "500ms",
      converter = Amounts.Time.class,
      description = "Largest mean response time (default: no limit).")
  Optional<Duration> mean = Optional.empty();

  @Option(
      names = "--failed-probes",
      paramLabel = "N",
      converter = Amounts.Count.class,
      description = "So many failed probes in a row are too many (default 3).")
  int probes = Gates.USUAL.probes();

  @Option(
      names = "--keep",
      paramLabel = "24h",
      converter = Amounts.Time.class,
      description = "How long the former live lane stays ready (default 24h).")
  Duration keep = Duration.ofHours(24);

  /// The limits; refuses those that are none.
  Gates gates() {
    return new Gates(new Share(errors), minimum, mean, probes);
  }
}
