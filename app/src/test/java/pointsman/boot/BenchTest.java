package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import pointsman.bench.BenchCommand;
import pointsman.bench.FaultKind;
import pointsman.bench.FaultReport;
import pointsman.bench.RandomFaults;

/// The measurements measure; how fast things are is for `bench` alone.
final class BenchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// A short run of `bench faults`, which does 200 and more. `-Dfaults.seed=S` draws the same
  /// moments again.
  @Test
  void faultsAtRandomMomentsLeaveEveryNodeServingAndClaimNothingFalse(@TempDir Path dir)
      throws Exception {
    long seed = Long.getLong("faults.seed", ThreadLocalRandom.current().nextLong(1_000_000_000L));
    System.out.println("random faults: seed " + seed);
    List<FaultKind> kinds =
        List.of(
            FaultKind.KILL_PROGRAM,
            FaultKind.KILL_SSHD,
            FaultKind.KILL_PROGRAM,
            FaultKind.CUT_LINK);
    FaultReport report =
        new RandomFaults(new BenchWiring(), seed, System.out::println).run(dir, kinds, 6);
    assertThat(report.wrong()).as("seed %s", seed).isEmpty();
    assertThat(report.moments())
        .hasSize(6)
        .filteredOn(moment -> moment.kind() == FaultKind.KILL_PROGRAM)
        .hasSize(3);
  }

  @Test
  void theSameDeployIsMeasuredBesideOthers() {
    int code = run("deploy", "--nodes", "2", "--rounds", "1");
    assertThat(code).as(said(err)).isEqualTo(said(out).contains("NOT met") ? 3 : 0);
    assertThat(said(out))
        .contains("2 nodes, a config of ")
        .containsPattern("cold +pointsman +[0-9.]*[1-9]")
        .containsPattern("warm +plain ssh +[0-9.]*[1-9]")
        .containsPattern("unchanged +pointsman +[0-9.]*[1-9]")
        .containsPattern("cold: times as long as plain ssh +[0-9.]*[1-9].* (NOT )?met");
  }

  @Test
  void withoutAWordItMeasuresNothingAndIsNoSuccess() {
    assertThat(Rig.said(Main::run, "bench").code()).isEqualTo(64);
    assertThat(Rig.said(Main::run, "bench", "nope").code()).isEqualTo(64);
  }

  @Test
  void watchingAFleetIsMeasured() {
    int code = run("poll", "--nodes", "2", "--minutes", "0.3", "--every", "1");
    assertThat(said(out))
        .containsPattern("[1-9][0-9]* virtual")
        .containsPattern("[1-9] looks")
        .containsPattern("fresh 2")
        .containsPattern("open files +first third +[1-9]")
        .contains("Grown is: ");
    assertThat(code).as(said(out)).isEqualTo(said(out).contains("GREW") ? 3 : 0);
  }

  @Test
  void theWindowIsDrawnAndMeasured() throws Exception {
    FxToolkit.registerPrimaryStage();
    int code = run("screen", "--nodes", "20", "--servers", "80", "--frames", "10", "--keys", "4");
    assertThat(code).as(said(err)).isZero();
    assertThat(said(out))
        .contains("20 nodes, 80 servers in 2 pools", "without a display, in software")
        .containsPattern("window with the fleet +[1-9]")
        .containsPattern("paint services +[1-9][0-9]* ms at first, +[1-9][0-9]* ms again")
        .containsPattern("paint fleet +[1-9]")
        .containsPattern("scroll 80 rows, apart +P50 +[1-9]")
        .containsPattern("scroll 22 rows, apart +P50 +[1-9]")
        .containsPattern("of it laid out in +P50 +[0-9.]*[1-9]")
        .containsPattern("filter, 4 keys +P50 +[1-9]")
        .containsPattern("memory +[1-9][0-9]* MB heap after a collection, [1-9]");
  }

  private int run(String... words) {
    return BenchCommand.line(new BenchWiring(), stream(out), stream(err)).execute(words);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String said(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
