package pointsman.fleetfile;

import pointsman.model.value.Printable;

/// Characters that a person cannot see. YAML stops at some of them without saying in which field;
/// so those are carried through the parser under a cover, and the field's type refuses them by
/// name.
final class Unprintable {
  private static final int COVER = 0xF0000;
  private static final int COVER_END = COVER + 0x102;
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;
  private static final int REPLACEMENT = 0xFFFD;

  private Unprintable() {}

  /// The text as the parser can read it: control characters covered, broken pairs replaced.
  static String cover(String text) {
    StringBuilder covered = new StringBuilder(text.length());
    text.codePoints().forEach(c -> covered.appendCodePoint(cover(c)));
    return covered.toString();
  }

  /// A value as it stood in the file.
  static String uncover(String value) {
    if (value.codePoints().noneMatch(c -> c >= COVER && c < COVER_END)) {
      return value;
    }
    StringBuilder bare = new StringBuilder(value.length());
    value.codePoints().forEach(c -> bare.appendCodePoint(uncover(c)));
    return bare.toString();
  }

  /// Adds a finding for each line with such a character that has none yet: in a comment, for
  /// instance.
  static void find(String text, Findings findings) {
    int line = 1;
    for (String each : text.split("\n", -1)) {
      String plain = each.replace("\t", "").replace("\r", "");
      if (!Printable.line(plain).equals(plain) && !findings.hasLine(line)) {
        findings.add(
            line, "", "a character that cannot be seen: " + Printable.quote(plain), "plain text");
      }
      line++;
    }
  }

  private static int cover(int c) {
    if (c == '\n' || c == '\r' || c == '\t') {
      return c;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      return COVER + c;
    }
    if (c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
      return COVER + 0x100 + c - LINE_SEPARATOR;
    }
    boolean broken = Character.getType(c) == Character.SURROGATE || c == 0xFFFE || c == 0xFFFF;
    return broken ? REPLACEMENT : c;
  }

  private static int uncover(int c) {
    if (c < COVER || c >= COVER_END) {
      return c;
    }
    return c < COVER + 0x100 ? c - COVER : c - COVER - 0x100 + LINE_SEPARATOR;
  }
}
