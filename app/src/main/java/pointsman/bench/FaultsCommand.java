package pointsman.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bench faults`: faults at random moments. Exits 0 only when nothing was wrong.
@Command(
    name = "faults",
    description = "Faults at random moments of a deploy: kill, freeze, cut link, killed sshd.")
final class FaultsCommand implements Callable<Integer> {
  @Mixin MomentOptions moments = new MomentOptions(200);

  private final BenchOutput output;

  FaultsCommand(BenchOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    return output.judge(
        moments,
        (dir, seed) -> {
          FaultReport report =
              new RandomFaults(output.desk(), seed, output::progress)
                  .run(dir, kinds(), moments.runs);
          return new BenchOutput.Judged(lines(report), report.wrong());
        });
  }

  private List<FaultKind> kinds() {
    List<FaultKind> quick =
        List.of(FaultKind.KILL_PROGRAM, FaultKind.KILL_SSHD, FaultKind.CUT_LINK);
    if (moments.frozen < 1) {
      return quick;
    }
    List<FaultKind> kinds = new ArrayList<>();
    for (int i = 1; i < Math.max(2, moments.frozen); i++) {
      kinds.add(quick.get(i % quick.size()));
    }
    kinds.add(FaultKind.FREEZE_PROGRAM);
    return kinds;
  }

  private static List<String> lines(FaultReport report) {
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
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d moments, uniform over the %d ms from the first lock to the end"
            .formatted(report.moments().size(), report.deployMillis()));
    counts.forEach((kind, count) ->
        lines.add(
            "  %-36s %3d: deployed on all %d, on none %d, on some %d"
                .formatted(
                    kind.words(), count[0], count[1], count[2], count[0] - count[1] - count[2])));
    return lines;
  }
}
