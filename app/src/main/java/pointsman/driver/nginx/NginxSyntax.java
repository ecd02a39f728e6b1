package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.List;
import pointsman.driver.TreeCheck.Directive;

/// Nginx's config syntax: words divided by blanks and ended by `;` or a block; `"…"` and `'…'`
/// quote, a backslash escapes, `#` begins a comment at a word's start.
final class NginxSyntax {
  private NginxSyntax() {}

  static List<Directive> parse(String text) {
    return new Reader(text).read();
  }

  /// Reads a text once.
  private static final class Reader {
    private final String text;
    private final List<Directive> directives = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private boolean open;
    private int line = 1;
    private int begun = 1;
    private int depth;

    Reader(String text) {
      this.text = text;
    }

    List<Directive> read() {
      int i = 0;
      while (i < text.length()) {
        char c = text.charAt(i);
        if (c == '\n') {
          line++;
        }
        if (!open && (c == '"' || c == '\'')) {
          i = quoted(i, c);
        } else if (!open && c == '#') {
          while (i < text.length() && text.charAt(i) != '\n') {
            i++;
          }
          continue;
        } else if (c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{') {
          put("${");
          i++;
        } else if (c == ';' || c == '{' || c == '}') {
          endWord();
          endDirective(c);
        } else if (Character.isWhitespace(c)) {
          endWord();
        } else if (c == '\\' && i + 1 < text.length()) {
          put("\\" + text.charAt(++i));
        } else {
          put(String.valueOf(c));
        }
        i++;
      }
      endWord();
      endDirective(';');
      return directives;
    }

    private int quoted(int start, char quote) {
      begin();
      open = true;
      int i = start + 1;
      while (i < text.length() && text.charAt(i) != quote) {
        if (text.charAt(i) == '\n') {
          line++;
        }
        if (text.charAt(i) == '\\' && i + 1 < text.length()) {
          word.append(text.charAt(i++));
        }
        word.append(text.charAt(i++));
      }
      endWord();
      return i;
    }

    private void begin() {
      if (words.isEmpty() && !open) {
        begun = line;
      }
    }

    private void put(String part) {
      begin();
      open = true;
      word.append(part);
    }

    private void endWord() {
      if (open) {
        words.add(word.toString());
        word.setLength(0);
        open = false;
      }
    }

    private void endDirective(char end) {
      if (!words.isEmpty()) {
        List<String> whole = new ArrayList<>(words);
        if (end == '{') {
          whole.add("{");
        }
        directives.add(new Directive(begun, depth, whole));
        words = new ArrayList<>();
      }
      if (end == '{') {
        depth++;
      } else if (end == '}') {
        depth--;
        directives.add(new Directive(line, depth, List.of("}")));
      }
    }
  }
}
