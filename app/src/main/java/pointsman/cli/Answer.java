package pointsman.cli;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import pointsman.port.JsonFormat;

/// Where a command's words go. Without `--json` the answer is text on stdout; with it, stdout gets
/// one document and the text goes to stderr. Progress and notes always go to stderr.
final class Answer {
  private final PrintStream out;
  private final PrintStream err;
  private final BooleanSupplier json;
  private final Supplier<JsonFormat> format;

  /// @param json whether the command line asks for JSON; known once it is parsed
  Answer(PrintStream out, PrintStream err, BooleanSupplier json, Supplier<JsonFormat> format) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.format = format;
  }

  /// For the answer's text.
  PrintStream text() {
    return json.getAsBoolean() ? err : out;
  }

  /// For progress and notes.
  PrintStream notes() {
    return err;
  }

  /// Whether a document is wanted.
  boolean isJson() {
    return json.getAsBoolean();
  }

  /// The answer's document, when one is wanted; once a command.
  void document(Object value) {
    document(json.getAsBoolean(), value);
  }

  /// The same for a line that could not be parsed to its end.
  ///
  /// @param wanted whether the line asks for a document somewhere
  void document(boolean wanted, Object value) {
    if (wanted) {
      out.println(format.get().document(value));
    }
  }

  /// One document a line, when documents are wanted and there are many.
  void line(Object value) {
    if (json.getAsBoolean()) {
      out.println(format.get().line(value));
    }
  }
}
