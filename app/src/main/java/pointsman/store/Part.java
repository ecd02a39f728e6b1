package pointsman.store;

/// The text of one object, as {@link pointsman.port.FleetFileFormat#writePart} writes it.
final class Part {
  private Part() {}

  /// The text from the line that names the kind on; rows of early homes have a file's head before
  /// it.
  static String lists(String text) {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      if (line.endsWith(":")) {
        return text.substring(at);
      }
      at += line.length() + 1;
    }
    return "";
  }

  /// The items only.
  static String items(String lists) {
    return lists.substring(lists.indexOf('\n') + 1);
  }
}
