package pointsman.fleetfile;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Durations as `250ms`, `5s`, `15m`, `24h`, `7d`.
final class DurationText {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  static final String UNITS = "as a number and its unit: ms, s, m, h or d";

  private DurationText() {}

  static Duration parse(String text, String range) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidValueException(
          Printable.quote(text) + " is not a duration", range + ", " + UNITS);
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

  /// In the largest unit up to hours that holds it exactly.
  static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
