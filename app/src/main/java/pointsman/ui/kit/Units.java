package pointsman.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers, ages and times as operators write them: `18.2k`, `4 s`, `14:02:11`.
public final class Units {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ENGLISH);

  private Units() {}

  /// A count, shortened from a thousand on; `–` when negative, which means unknown.
  public static String count(double value) {
    if (value < 0 || Double.isNaN(value)) {
      return "–";
    }
    if (value >= 999_950) {
      return trim(value / 1e6) + "M";
    }
    if (value >= 1000) {
      return trim(value / 1e3) + "k";
    }
    return value > 0 && value < 10 && value != Math.rint(value)
        ? String.format(Locale.ROOT, "%.1f", value)
        : Long.toString(Math.round(value));
  }

  private static String trim(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }

  /// An age: `0.4 s`, `12 s`, `3 min`, `5 h`, `9 d`.
  public static String age(Duration age) {
    long seconds = age.toSeconds();
    if (seconds < 1) {
      return "<1 s";
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /// How long something took: `840 ms`, `2.4 s`, `3 min 5 s`.
  public static String took(Duration took) {
    long millis = took.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return millis / 60_000 + " min " + millis / 1000 % 60 + " s";
  }

  /// A time of today to the second.
  public static String time(Instant at) {
    return TIME.format(at.atZone(ZoneId.systemDefault()));
  }

  /// A time, to the minute today, else with its day.
  public static String when(Instant at, Instant now) {
    var zone = ZoneId.systemDefault();
    boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? MINUTE : DAY).format(at.atZone(zone));
  }
}
