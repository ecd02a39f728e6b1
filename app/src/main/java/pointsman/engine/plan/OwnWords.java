package pointsman.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;

/// What in a config tells only the release or the node, put aside so that two configs that mean the
/// same are the same text. A whole fleet's configs go through here before a plan is shown, so words
/// are looked for as plain text, and only what stands around a find is judged.
public final class OwnWords {
  private static final Pattern RELEASE = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");
  private static final int RELEASE_LENGTH = 25;
  private static final String RELEASE_MARK = "Z-";
  private static final int BEFORE_MARK = 15;
  private static final String STAMPED = "release <release> · ";
  private static final Pattern STAMP =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}Z · ");

  /// What must not follow a node's own word: a longer name, a domain, more of an IPv6 address.
  private static final Pattern LONGER = Pattern.compile("[A-Za-z0-9_-]|[.][A-Za-z0-9]|:[0-9a-f]+:");

  private OwnWords() {}

  /// The text without its release, and without time and operator in the line that says what made
  /// it: these differ after every deploy.
  public static String withoutStamp(String text) {
    String plain = withoutRelease(text);
    StringBuilder mended = new StringBuilder(plain.length());
    int done = 0;
    int found = plain.indexOf(STAMPED);
    while (found >= 0) {
      int stamp = found + STAMPED.length();
      if (plain.startsWith("# ", plain.lastIndexOf('\n', found) + 1)
          && STAMP.matcher(plain).region(stamp, plain.length()).lookingAt()) {
        int end = plain.indexOf('\n', stamp);
        mended.append(plain, done, stamp).append("<time> · <operator>");
        done = end < 0 ? plain.length() : end;
      }
      found = plain.indexOf(STAMPED, Math.max(stamp, done));
    }
    return done == 0 ? plain : mended.append(plain, done, plain.length()).toString();
  }

  private static String withoutRelease(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int done = 0;
    int mark = text.indexOf(RELEASE_MARK, BEFORE_MARK);
    while (mark >= 0) {
      int start = mark - BEFORE_MARK;
      int end = start + RELEASE_LENGTH;
      if (start >= done
          && end <= text.length()
          && RELEASE.matcher(text).region(start, end).matches()) {
        plain.append(text, done, start).append("<release>");
        done = end;
      }
      mark = text.indexOf(RELEASE_MARK, mark + 1);
    }
    return done == 0 ? text : plain.append(text, done, text.length()).toString();
  }

  /// The text without what is the node's own either: its name, addresses and places.
  ///
  /// @param text as {@link #withoutStamp} left it
  public static String withoutNode(Node node, String text) {
    List<Word> words = new ArrayList<>();
    own(node).forEach((word, means) -> words.add(new Word(word, means, text)));
    // Of two that begin at the same place the longer one is meant.
    words.sort(Comparator.comparingInt((Word each) -> each.text.length()).reversed());
    StringBuilder plain = new StringBuilder(text.length());
    int done = 0;
    int at = 0;
    while (true) {
      Word first = words.getFirst();
      for (Word each : words) {
        if (each.find(at) < first.find(at)) {
          first = each;
        }
      }
      int start = first.find(at);
      if (start == Word.NOWHERE) {
        return plain.append(text, done, text.length()).toString();
      }
      int here = start;
      Word own = words.stream().filter(each -> each.standsAlone(here)).findFirst().orElse(first);
      if (own.standsAlone(start)) {
        plain.append(text, done, start).append('<').append(own.means).append('>');
        done = start + own.text.length();
        at = done;
      } else {
        at = start + 1;
      }
    }
  }

  /// One of the node's own words, looked for in a text.
  private static final class Word {
    private static final int NOWHERE = Integer.MAX_VALUE;

    private final String text;
    private final String means;
    private final String in;
    private int next = -1;

    Word(String text, String means, String in) {
      this.text = text;
      this.means = means;
      this.in = in;
    }

    /// Where it comes next; asked with places that only grow.
    int find(int from) {
      if (next < from) {
        int found = in.indexOf(text, from);
        next = found < 0 ? NOWHERE : found;
      }
      return next;
    }

    boolean standsAlone(int start) {
      return in.startsWith(text, start)
          && (start == 0 || !isOfAWord(in.charAt(start - 1)))
          && !LONGER.matcher(in).region(start + text.length(), in.length()).lookingAt();
    }

    private static boolean isOfAWord(char c) {
      return c < 128 && (Character.isLetterOrDigit(c) || "._:-".indexOf(c) >= 0);
    }
  }

  private static Map<String, String> own(Node node) {
    NodePaths paths = node.paths();
    Map<String, String> own = new LinkedHashMap<>();
    own.put(paths.root().value(), "root");
    own.put(paths.state().value(), "state");
    own.put(paths.socket().value(), "socket");
    own.put(paths.pid().value(), "pid");
    own.put(paths.status().toString(), "status");
    paths.bind().ifPresent(host -> own.put(host.value(), "bind"));
    own.putIfAbsent(node.address().value(), "address");
    own.put(node.name().value(), "node");
    return own;
  }
}
