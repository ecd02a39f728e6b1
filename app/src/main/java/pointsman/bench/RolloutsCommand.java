package pointsman.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench rollouts`: programs that vanish in the middle of a canary. Exits 0 only when nothing was
/// wrong.
@Command(
    name = "rollouts",
    description = "Kills and freezes programs at random moments of a canary; about 30 s each.")
final class RolloutsCommand implements Callable<Integer> {
  private static final int WRONG = 3;

  @Option(names = "--runs", paramLabel = "N", description = "How many moments (default 100).")
  int runs = 100;

  @Option(names = "--seed", paramLabel = "S", description = "Draws the same moments again.")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--frozen",
      paramLabel = "N",
      description = "Every Nth moment freezes the program for 40 s (default 10; 0: none).")
  int frozen = 10;

  private final BenchDesk desk;
  private final PrintStream out;
  private final PrintStream err;

  RolloutsCommand(BenchDesk desk, PrintStream out, PrintStream err) {
    this.desk = desk;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    long drawn = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000_000L));
    out.println("seed " + drawn);
    Path dir = Files.createTempDirectory("pmo");
    long began = System.nanoTime();
    RandomRollouts.Report report =
        new RandomRollouts(desk, drawn, frozen, err::println).run(dir, runs);
    out.printf(
        "%d moments over the %d ms of a canary; %d ended on the candidate, %d at home; %d s in all%n",
        runs,
        report.longestMillis(),
        report.promoted(),
        report.home(),
        Duration.ofNanos(System.nanoTime() - began).toSeconds());
    out.println(report.wrong().isEmpty() ? "Nothing was wrong." : "Wrong:");
    report.wrong().forEach(each -> out.println("  " + each));
    if (report.wrong().isEmpty()) {
      Folders.remove(dir);
      return 0;
    }
    out.println("Kept for a look: " + dir);
    return WRONG;
  }
}
