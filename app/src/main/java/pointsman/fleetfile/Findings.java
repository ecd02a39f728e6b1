package pointsman.fleetfile;

import java.util.ArrayList;
import java.util.List;
import pointsman.model.Failure;
import pointsman.model.Failure.BadInput;
import pointsman.model.FailureException;
import pointsman.model.Printable;

/// What is wrong with a file, in the order it was found.
final class Findings {
  private static final int MOST = 100;
  private final String file;
  private final List<BadInput> found = new ArrayList<>();

  Findings(String file) {
    this.file = Printable.line(file);
  }

  void add(int line, String field, String problem, String expected) {
    if (found.size() < MOST) {
      found.add(new BadInput(file, line, Printable.line(field), problem, expected));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void throwIfAny() throws FailureException {
    if (!found.isEmpty()) {
      throw new FailureException(new Failure.BadInputs(found));
    }
  }
}
