package pointsman.fleetfile;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.InvalidValueException;
import pointsman.model.Printable;

/// Single values of the fleet file: words, numbers, yes and no, durations.
final class Words {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private Words() {}

  static <E extends Enum<E>> E word(String text, Class<E> type) {
    for (E each : type.getEnumConstants()) {
      if (of(each).equals(text)) {
        return each;
      }
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
    throw new InvalidValueException(Printable.quote(text) + " is not known here", String.join(", ", words));
  }

  static String of(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static int number(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new InvalidValueException(Printable.quote(text) + " is not a whole number", "a whole number");
    }
    return Integer.parseInt(text);
  }

  static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidValueException(Printable.quote(text) + " is neither true nor false", "true or false");
    };
  }

  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidValueException(
          Printable.quote(text) + " is not a duration", "a number with ms, s, m, h or d, such as 5s");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0 || millis == 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  static String nearest(String key, Set<String> known) {
    String best = "";
    int least = 4;
    for (String each : new TreeSet<>(known)) {
      int distance = distance(key, each);
      if (distance < least) {
        least = distance;
        best = each;
      }
    }
    String all = "one of: " + String.join(", ", new TreeSet<>(known));
    return best.isEmpty() ? all : "'" + best + "'? Or " + all;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
