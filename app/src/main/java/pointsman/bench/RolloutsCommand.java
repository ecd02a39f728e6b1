package pointsman.bench;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bench rollouts`: programs that vanish in the middle of a canary. Exits 0 only when nothing was
/// wrong.
@Command(
    name = "rollouts",
    description = "Kills and freezes programs at random moments of a canary; about 30 s each.")
final class RolloutsCommand implements Callable<Integer> {
  @Mixin MomentOptions moments = new MomentOptions(100);

  private final BenchOutput output;

  RolloutsCommand(BenchOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    return output.judge(
        moments,
        (dir, seed) -> {
          RandomRollouts.Report report =
              new RandomRollouts(output.desk(), seed, moments.frozen, output::progress)
                  .run(dir, moments.runs);
          String line =
              "%d moments over the %d ms of a canary; %d ended on the candidate, %d at home, %d were held"
                  .formatted(
                      moments.runs,
                      report.longestMillis(),
                      report.promoted(),
                      report.home(),
                      report.held());
          return new BenchOutput.Judged(List.of(line), report.wrong());
        });
  }
}
