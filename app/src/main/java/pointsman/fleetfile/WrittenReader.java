package pointsman.fleetfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what {@link FleetWriter} writes, several times quicker than YAML is read, which every
/// command would wait for. It knows that style only and gives up at the first thing beyond it; what
/// it does read means the same as YAML.
final class WrittenReader {
  private static final int DEEPEST = 16;
  private static final Pattern CODES = Pattern.compile("[1-9][0-9]{2}-[1-9][0-9]{2}");
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]*");

  private final String text;
  private int at;
  private int line = 1;

  private WrittenReader(String text) {
    this.text = text;
  }

  /// The tree; empty when it takes more than this to read the text.
  static Optional<Tree> read(String text) {
    if (text.isEmpty() || text.length() > TreeReader.LARGEST || !isPlain(text)) {
      return Optional.empty();
    }
    try {
      WrittenReader reader = new WrittenReader(text);
      Tree tree = reader.block(0, 0);
      return reader.at == text.length() ? Optional.of(tree) : Optional.empty();
    } catch (Beyond e) {
      return Optional.empty();
    }
  }

  /// Whether there is nothing but lines of visible ASCII.
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' || c > '~') && c != '\n') {
        return false;
      }
    }
    return true;
  }

  /// It takes YAML to read this.
  private static final class Beyond extends Exception {
    private static final long serialVersionUID = 1;

    Beyond() {
      super("", null, false, false);
    }
  }

  // --- lines -----------------------------------------------------------------------------------

  /// How far the line that begins here is indented; -1 at the end.
  private int indent() {
    int end = at;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return end == text.length() ? -1 : end - at;
  }

  private void endLine() throws Beyond {
    if (at < text.length()) {
      expect('\n');
      line++;
    }
  }

  private boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void expect(char c) throws Beyond {
    if (!isAt(c)) {
      throw new Beyond();
    }
    at++;
  }

  private Tree block(int indent, int depth) throws Beyond {
    if (depth > DEEPEST || indent() != indent) {
      throw new Beyond();
    }
    return text.startsWith("- ", at + indent)
        ? listing(indent, depth)
        : mapping(indent, depth, indent);
  }

  private Tree listing(int indent, int depth) throws Beyond {
    int begin = line;
    List<Tree> items = new ArrayList<>();
    while (indent() == indent) {
      at += indent;
      expect('-');
      expect(' ');
      if (isAt('{') || isAt('[') || isAt('"')) {
        items.add(value(depth + 1));
        endLine();
      } else {
        items.add(mapping(indent + 2, depth + 1, 0));
      }
    }
    requireLess(indent);
    return new Tree.Listing(begin, items);
  }

  /// @param skip the spaces before the first key
  private Tree mapping(int indent, int depth, int skip) throws Beyond {
    int begin = line;
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    int before = skip;
    do {
      at += before;
      before = indent;
      int keyLine = line;
      String key = key();
      Tree value;
      if (isAt('\n')) {
        endLine();
        int below = indent();
        if (below <= indent) {
          throw new Beyond();
        }
        value = block(below, depth + 1);
      } else {
        expect(' ');
        value = value(depth + 1);
        endLine();
      }
      put(entries, key, new Tree.Entry(keyLine, value));
    } while (indent() == indent);
    requireLess(indent);
    return new Tree.Mapping(begin, entries);
  }

  private void requireLess(int indent) throws Beyond {
    if (indent() > indent) {
      throw new Beyond();
    }
  }

  private static void put(Map<String, Tree.Entry> entries, String key, Tree.Entry entry)
      throws Beyond {
    if (entries.putIfAbsent(key, entry) != null) {
      throw new Beyond();
    }
  }

  private String key() throws Beyond {
    int end = at;
    while (end < text.length() && text.charAt(end) != ':' && text.charAt(end) != '\n') {
      end++;
    }
    String key = text.substring(at, end);
    if (!KEY.matcher(key).matches()) {
      throw new Beyond();
    }
    at = end;
    expect(':');
    return key;
  }

  // --- values on one line ----------------------------------------------------------------------

  private Tree value(int depth) throws Beyond {
    if (depth > DEEPEST) {
      throw new Beyond();
    }
    if (isAt('{')) {
      return pairs(depth);
    }
    if (isAt('[')) {
      return list(depth);
    }
    return isAt('"') ? quoted() : plain();
  }

  private Tree pairs(int depth) throws Beyond {
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    at++;
    do {
      String key = key();
      expect(' ');
      put(entries, key, new Tree.Entry(line, value(depth + 1)));
    } while (goesOn('}'));
    return new Tree.Mapping(line, entries);
  }

  private Tree list(int depth) throws Beyond {
    List<Tree> items = new ArrayList<>();
    at++;
    do {
      items.add(value(depth + 1));
    } while (goesOn(']'));
    return new Tree.Listing(line, items);
  }

  private boolean goesOn(char end) throws Beyond {
    if (isAt(end)) {
      at++;
      return false;
    }
    expect(',');
    expect(' ');
    return true;
  }

  private Tree quoted() throws Beyond {
    int end = text.indexOf('"', at + 1);
    String inside = end < 0 ? "\n" : text.substring(at + 1, end);
    if (inside.indexOf('\n') >= 0 || inside.indexOf('\\') >= 0) {
      throw new Beyond();
    }
    at = end + 1;
    return new Tree.Scalar(line, Tree.Type.TEXT, inside);
  }

  private Tree plain() throws Beyond {
    int end = at;
    while (end < text.length() && ",]}\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String word = text.substring(at, end);
    at = end;
    if (word.equals("true") || word.equals("false")) {
      return new Tree.Scalar(line, Tree.Type.FLAG, word);
    }
    if (isNumber(word)) {
      return new Tree.Scalar(line, Tree.Type.NUMBER, word);
    }
    if (YamlText.isPlain(word) || YamlText.isDuration(word) || CODES.matcher(word).matches()) {
      return new Tree.Scalar(line, Tree.Type.TEXT, word);
    }
    throw new Beyond();
  }

  private static boolean isNumber(String word) {
    boolean leads = word.length() > 1 && word.charAt(0) == '0';
    if (word.isEmpty() || word.length() > 9 || leads) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
