package pointsman.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Where measurements happen and what is told of them: a folder of their own, and figures as text
/// or as a document.
final class BenchOutput {
  private static final int WRONG = 3;

  private final BenchDesk desk;
  private final PrintStream out;
  private final PrintStream err;

  /// @param out for results
  /// @param err for progress
  BenchOutput(BenchDesk desk, PrintStream out, PrintStream err) {
    this.desk = desk;
    this.out = out;
    this.err = err;
  }

  /// Measures in a folder.
  ///
  /// @param <R> the report
  interface Measurement<R> {
    R in(Path dir) throws Exception;
  }

  /// Tells a report as text.
  ///
  /// @param <R> the report
  interface Told<R> {
    void as(R report);
  }

  BenchDesk desk() {
    return desk;
  }

  PrintStream out() {
    return out;
  }

  /// Takes a line of progress.
  void progress(String line) {
    err.println(line);
  }

  /// Measures, and tells the report; nothing of the folder is left.
  <R> R report(boolean json, Measurement<R> measurement, Told<R> told) throws Exception {
    Path dir = Files.createTempDirectory("pmb");
    try {
      R report = measurement.in(dir);
      if (json) {
        out.println(desk.json().document(report));
      } else {
        told.as(report);
      }
      return report;
    } finally {
      Folders.remove(dir);
    }
  }

  /// Least and median of the rounds.
  static String figures(String format, DeployReport.Spread spread) {
    return String.format(Locale.ROOT, format, spread.least(), spread.median());
  }

  /// Which bars were met.
  void bars(List<DeployReport.Bar> bars) {
    for (DeployReport.Bar bar : bars) {
      out.printf(
          "%-42s %8.2f  (%s %s) %s%n",
          bar.what(),
          bar.ratio(),
          bar.atLeast() ? "at least" : "at most",
          bar.bound(),
          bar.met() ? "met" : "NOT met");
    }
  }

  /// The exit code of a measurement with bars: 0 only when each was met.
  static int code(List<DeployReport.Bar> bars) {
    return bars.stream().allMatch(DeployReport.Bar::met) ? 0 : WRONG;
  }

  /// A run at random moments.
  interface Moments {
    /// Does it.
    ///
    /// @param seed what the moments are drawn from
    /// @return what it was, for people, and what was wrong
    Judged in(Path dir, long seed) throws Exception;
  }

  /// What came of such a run.
  ///
  /// @param lines of what happened
  /// @param wrong what was not as it must be
  record Judged(List<String> lines, List<String> wrong) {
    /// Copies.
    Judged {
      lines = List.copyOf(lines);
      wrong = List.copyOf(wrong);
    }
  }

  /// Runs at random moments and tells what was wrong; then its folder is kept for a look.
  ///
  /// @return the exit code: 0 only when nothing was wrong
  int judge(MomentOptions options, Moments moments) throws Exception {
    long seed = options.draw();
    out.println("seed " + seed);
    Path dir = Files.createTempDirectory("pmf");
    long began = System.nanoTime();
    Judged judged = moments.in(dir, seed);
    judged.lines().forEach(out::println);
    out.println(Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s in all");
    if (judged.wrong().isEmpty()) {
      out.println("Nothing was wrong.");
      Folders.remove(dir);
      return 0;
    }
    out.println("Wrong:");
    judged.wrong().forEach(each -> out.println("  " + each));
    out.println("Kept for a look: " + dir);
    return WRONG;
  }
}
