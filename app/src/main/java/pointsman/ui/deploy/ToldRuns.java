package pointsman.ui.deploy;

import java.util.List;
import java.util.Set;
import pointsman.model.FailureException;
import pointsman.port.Journal;
import pointsman.ui.desk.HistoryWork;

/// The history as it was read.
///
/// @param mark the journal's when it was read
/// @param living those runs whose programs lived
/// @param lines the latest runs, newest first
record ToldRuns(String mark, Set<String> living, List<Line> lines) {
  private static final int SHOWN = 100;

  /// A run.
  ///
  /// @param run as the journal has it
  /// @param underWay whether its program lived
  record Line(Journal.Run run, boolean underWay) {}

  /// Reads it. Blocks.
  static ToldRuns read(HistoryWork history) throws FailureException {
    return read(history, history.mark(), history.underWay());
  }

  /// Reads who lives first: a run that ends meanwhile is told as ended.
  private static ToldRuns read(HistoryWork history, String mark, Set<String> living)
      throws FailureException {
    return new ToldRuns(
        mark,
        living,
        history.runs(SHOWN).stream()
            .map(run -> new Line(run, run.ended().isEmpty() && living.contains(run.id())))
            .toList());
  }

  /// What it is now: this same one while nothing has changed. A program that dies leaves no mark,
  /// so those that lived are looked for; a run without a program gets none again.
  ToldRuns again(HistoryWork history) throws FailureException {
    String now = history.mark();
    if (now.equals(mark) && living.isEmpty()) {
      return this;
    }
    Set<String> still = history.underWay();
    return now.equals(mark) && still.equals(living) ? this : read(history, now, still);
  }
}
