package pointsman.ui.deploy;

import java.util.List;
import java.util.Set;
import pointsman.model.FailureException;
import pointsman.port.Journal;
import pointsman.ui.desk.HistoryWork;

/// The history as it was read.
///
/// @param runs the latest, newest first
/// @param underWay those whose programs lived
record ToldRuns(List<Journal.Run> runs, Set<String> underWay) {
  /// Reads who lives first: a run that ends meanwhile is told as ended.
  static ToldRuns read(HistoryWork history, int limit) throws FailureException {
    Set<String> living = history.underWay();
    return new ToldRuns(history.runs(limit), living);
  }
}
