package pointsman.ui.traffic;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Durations as they are typed: `300ms`, `30s`, `15m`, `24h`, `7d`.
final class Spans {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,7})\\s*(ms|s|m|h|d)");

  private Spans() {}

  /// Reads one.
  static Duration of(String text) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new InvalidValueException(
          Printable.quote(text.strip()) + " is not a duration", "such as 30s, 15m or 24h");
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

  /// One that a stage may bake.
  static Duration bake(String text) {
    return new Stage(Share.ALL, of(text)).bake();
  }

  /// One, or nothing.
  static Optional<Duration> optional(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Duration span = of(text);
    if (span.isZero()) {
      throw new InvalidValueException("0 would always be passed", "more than 0, or nothing");
    }
    return Optional.of(span);
  }

  /// A lease, or `off`.
  static Optional<Duration> lease(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    Duration span = of(text);
    if (span.toSeconds() < 30) {
      throw new InvalidValueException("a lease of " + text, "at least 30s, or off");
    }
    return Optional.of(span);
  }

  /// As it would be typed.
  static String text(Duration span) {
    long millis = span.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
