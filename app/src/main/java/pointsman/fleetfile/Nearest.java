package pointsman.fleetfile;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Guesses what a mistyped key was meant to be.
final class Nearest {
  private static final int LONGEST = 40;

  private Nearest() {}

  /// The nearest known word when one is near, with all of them.
  static String of(String word, List<String> known) {
    String all = "one of " + String.join(", ", known.stream().distinct().toList());
    if (word.length() > LONGEST) {
      return all;
    }
    String small = word.toLowerCase(Locale.ROOT).replace('_', '-');
    return known.stream()
        .filter(each -> distance(small, each) <= Math.max(1, each.length() / 3))
        .min(Comparator.comparingInt(each -> distance(small, each)))
        .map(each -> "'" + each + "'; " + all)
        .orElse(all);
  }

  /// How many letters have to be put in, left out or changed (Levenshtein).
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
