package pointsman.model.value;

/// Makes foreign text safe to show: control, bidirectional and other invisible characters become
/// `\\u{…}`, and long text is cut. Shown text can then neither move the cursor of a terminal nor
/// reorder what stands beside it.
public final class Printable {
  private static final int LONGEST = 120;

  private Printable() {}

  /// The text in quotes, safe to show, at most 120 characters of it.
  public static String quote(String text) {
    String safe = line(text);
    return "'" + (safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe) + "'";
  }

  /// The text with everything invisible spelled out; its length is not bounded.
  public static String line(String text) {
    return isPlain(text) ? text : spelledOut(text);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String spelledOut(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isInvisible(c)) {
            safe.append("\\u{").append(Integer.toHexString(c)).append('}');
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
