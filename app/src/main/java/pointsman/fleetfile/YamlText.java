package pointsman.fleetfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import pointsman.model.fleet.Cidr;

/// Writes YAML in the one style of fleet files: blocks outside, a line for what is small.
final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/_][A-Za-z0-9_./@+-]*|~/[A-Za-z0-9_./@+-]*");
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}(/[0-9]{1,2})?");

  private static final Pattern DURATION = Pattern.compile("[0-9]{1,9}(ms|s|m|h|d)");

  /// Words that some reader of YAML takes for something else than text.
  private static final Set<String> TAKEN =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf");

  private YamlText() {}

  /// A text, in quotes where it could be read as anything else.
  static String text(Object value) {
    String text = value.toString();
    return isPlain(text) ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /// Whether a text means itself without quotes.
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches()
        ? !TAKEN.contains(text.toLowerCase(java.util.Locale.ROOT))
        : ADDRESS.matcher(text).matches();
  }

  /// Whether it is a span of time as it is written.
  static boolean isDuration(String text) {
    return DURATION.matcher(text).matches();
  }

  /// A list on one line.
  static String list(Iterable<?> items) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(text(item instanceof Cidr cidr ? cidr.value() : item)));
    return "[" + String.join(", ", texts) + "]";
  }

  /// Keys and values on one line.
  static final class Line {
    private final List<String> entries = new ArrayList<>();

    /// A value that is YAML already: a number, a flag, a duration, a list.
    Line raw(String key, Object value) {
      entries.add(key + ": " + value);
      return this;
    }

    /// A text.
    Line text(String key, Object value) {
      return raw(key, YamlText.text(value));
    }

    boolean isEmpty() {
      return entries.isEmpty();
    }

    @Override
    public String toString() {
      return "{" + String.join(", ", entries) + "}";
    }
  }

  /// Keys and values as a block, a key a line.
  static final class Block {
    private final StringBuilder out;
    private final String indent;
    private boolean item;

    /// @param item whether the first key stands behind the dash of a list's item
    Block(StringBuilder out, int indent, boolean item) {
      this.out = out;
      this.indent = " ".repeat(indent);
      this.item = item;
    }

    /// A value that is YAML already.
    Block raw(String key, Object value) {
      head(key);
      out.append(' ').append(value).append('\n');
      return this;
    }

    /// A text.
    Block text(String key, Object value) {
      return raw(key, YamlText.text(value));
    }

    /// A key with lines of its own below.
    Block below(String key) {
      head(key);
      out.append('\n');
      return this;
    }

    private void head(String key) {
      out.append(item ? indent.substring(2) + "- " : indent).append(key).append(':');
      item = false;
    }
  }
}
