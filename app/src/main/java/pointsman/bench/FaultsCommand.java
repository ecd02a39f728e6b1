package pointsman.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench faults`: faults at random moments. Exits 0 only when nothing was wrong.
@Command(
    name = "faults",
    description = "Faults at random moments of a deploy: kill, freeze, cut link, killed sshd.")
final class FaultsCommand implements Callable<Integer> {
  private static final int WRONG = 3;

  @Option(names = "--runs", paramLabel = "N", description = "How many moments (default 200).")
  int runs = 200;

  @Option(names = "--seed", paramLabel = "S", description = "Draws the same moments again.")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--frozen",
      paramLabel = "N",
      description = "Every Nth moment freezes the program, which takes up to 90 s (default 10).")
  int frozen = 10;

  private final BenchDesk desk;
  private final PrintStream out;
  private final PrintStream err;

  FaultsCommand(BenchDesk desk, PrintStream out, PrintStream err) {
    this.desk = desk;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    long drawn = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000_000L));
    out.println("seed " + drawn);
    Path dir = Files.createTempDirectory("pmf");
    long began = System.nanoTime();
    FaultReport report = new RandomFaults(desk, drawn, err::println).run(dir, kinds(), runs);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    tell(report, took);
    if (report.wrong().isEmpty()) {
      Folders.remove(dir);
      return 0;
    }
    out.println("Kept for a look: " + dir);
    return WRONG;
  }

  private List<FaultKind> kinds() {
    List<FaultKind> kinds = new ArrayList<>();
    List<FaultKind> quick =
        List.of(FaultKind.KILL_PROGRAM, FaultKind.KILL_SSHD, FaultKind.CUT_LINK);
    for (int i = 1; i < Math.max(2, frozen); i++) {
      kinds.add(quick.get(i % quick.size()));
    }
    kinds.add(FaultKind.FREEZE_PROGRAM);
    return kinds;
  }

  private void tell(FaultReport report, Duration took) {
    Map<FaultKind, int[]> counts = new EnumMap<>(FaultKind.class);
    for (FaultReport.Moment moment : report.moments()) {
      int[] count = counts.computeIfAbsent(moment.kind(), _ -> new int[3]);
      count[0]++;
      if (!moment.left().containsValue(false)) {
        count[1]++;
      } else if (!moment.left().containsValue(true)) {
        count[2]++;
      }
    }
    out.printf(
        "%d moments, uniform over the %d ms from the first lock to the end; %d s in all%n",
        report.moments().size(), report.deployMillis(), took.toSeconds());
    counts.forEach((kind, count) ->
        out.printf(
            "  %-36s %3d: deployed on all %d, on none %d, on some %d%n",
            kind.words(), count[0], count[1], count[2], count[0] - count[1] - count[2]));
    out.println(report.wrong().isEmpty() ? "Nothing was wrong." : "Wrong:");
    report.wrong().forEach(each -> out.println("  " + each));
  }
}
