package pointsman.fleetfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.value.Printable;

/// Everything that is wrong with one file, so that it can be mended in one go.
final class Findings {
  private static final int MOST = 200;
  private static final int LONGEST = 300;

  private final String file;
  private final List<Failure.BadInput> found = new ArrayList<>();

  Findings(String file) {
    this.file = cut(Printable.line(file));
  }

  void add(int line, String field, String problem, String expected) {
    if (found.size() < MOST) {
      found.add(
          new Failure.BadInput(
              file,
              line,
              cut(Printable.line(field)),
              cut(Printable.line(problem)),
              cut(Printable.line(expected))));
    }
  }

  int count() {
    return found.size();
  }

  boolean isFull() {
    return found.size() >= MOST;
  }

  boolean hasLine(int line) {
    return found.stream().anyMatch(each -> each.line() == line);
  }

  void throwIfAny() throws FailureException {
    if (!found.isEmpty()) {
      throw new FailureException(
          new Failure.BadInputs(
              found.stream().sorted(Comparator.comparingInt(Failure.BadInput::line)).toList()));
    }
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
