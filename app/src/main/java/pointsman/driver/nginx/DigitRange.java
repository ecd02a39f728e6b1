package pointsman.driver.nginx;

/// Regular expressions for ranges of four-digit numbers, such as `0990-1010`:
/// `099[0-9]|100[0-9]|1010`.
final class DigitRange {
  private DigitRange() {}

  /// @param from the first number, 0 to 9999
  /// @param to the last one, not before the first
  static String regex(int from, int to) {
    return between("%04d".formatted(from), "%04d".formatted(to));
  }

  private static String between(String from, String to) {
    int rest = from.length() - 1;
    if (rest == 0) {
      return digit(from.charAt(0), to.charAt(0));
    }
    if (from.charAt(0) == to.charAt(0)) {
      String below = between(from.substring(1), to.substring(1));
      return from.charAt(0) + (below.contains("|") ? "(" + below + ")" : below);
    }
    StringBuilder regex = new StringBuilder();
    char low = from.charAt(0);
    char high = to.charAt(0);
    if (!from.substring(1).equals("0".repeat(rest))) {
      add(regex, between(from, low + "9".repeat(rest)));
      low++;
    }
    boolean partly = !to.substring(1).equals("9".repeat(rest));
    if (partly) {
      high--;
    }
    if (low <= high) {
      add(regex, digit(low, high) + "[0-9]".repeat(rest));
    }
    if (partly) {
      add(regex, between(to.charAt(0) + "0".repeat(rest), to));
    }
    return regex.toString();
  }

  private static void add(StringBuilder regex, String part) {
    regex.append(regex.isEmpty() ? "" : "|").append(part);
  }

  private static String digit(char from, char to) {
    return from == to ? String.valueOf(from) : "[" + from + "-" + to + "]";
  }
}
