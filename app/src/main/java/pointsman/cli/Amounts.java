package pointsman.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import pointsman.model.fleet.Name;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Reads times, shares and sizes off the command line.
final class Amounts {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?)%?");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,4})[mM]?");

  private Amounts() {}

  /// A time such as `200ms`, `30s`, `15m`, `24h`, `2d`.
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher matcher = TIME.matcher(text);
      if (!matcher.matches()) {
        throw wrong(text, "a time such as 200ms, 30s, 15m or 24h");
      }
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
  }

  /// A moment such as `2026-12-24 18:00` by this computer's clock, or `2026-12-24T18:00Z`.
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      String word = text.strip().replace(' ', 'T');
      try {
        return word.matches("[0-9-]{10}")
            ? LocalDate.parse(word).atStartOfDay(ZoneId.systemDefault()).toInstant()
            : word.matches(".*(Z|[+-][0-9:]{2,6})") && word.contains(":")
                ? OffsetDateTime.parse(word).toInstant()
                : LocalDateTime.parse(word).atZone(ZoneId.systemDefault()).toInstant();
      } catch (DateTimeException e) {
        throw wrong(text, "a moment such as '2026-12-24 18:00' or 2026-12-24T18:00Z");
      }
    }
  }

  /// A share such as `5%` or `0.25%`, in basis points.
  static final class Share implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      Matcher matcher = SHARE.matcher(text);
      if (matcher.matches()) {
        int points = new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact();
        if (points <= 10_000) {
          return points;
        }
      }
      throw wrong(text, "a share such as 5% or 0.25%, at most 100%");
    }
  }

  /// A pool's name.
  static final class PoolName implements ITypeConverter<Name> {
    @Override
    public Name convert(String text) {
      try {
        return new Name(text);
      } catch (InvalidValueException e) {
        throw wrong(text, "a pool's name: " + e.expected());
      }
    }
  }

  /// How many of something, at least one.
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!COUNT.matcher(text).matches()) {
        throw wrong(text, "a whole number from 1 to 999999");
      }
      return Integer.valueOf(text);
    }
  }

  /// A size such as `4m`, in megabytes.
  static final class Megabytes implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      Matcher matcher = SIZE.matcher(text);
      if (!matcher.matches()) {
        throw wrong(text, "a size in megabytes such as 4m");
      }
      return Integer.parseInt(matcher.group(1));
    }
  }

  private static TypeConversionException wrong(String text, String expected) {
    return new TypeConversionException(Printable.quote(text) + " is not " + expected);
  }
}
