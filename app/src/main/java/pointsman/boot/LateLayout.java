package pointsman.boot;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Optional;

/// A pattern that is made ready for its first event only: dates load time zones and calendars, and
/// most commands log nothing. Used by one thread at a time, as appenders are.
final class LateLayout {
  private final LoggerContext context;
  private final String pattern;
  private Optional<PatternLayout> made = Optional.empty();

  LateLayout(LoggerContext context, String pattern) {
    this.context = context;
    this.pattern = pattern;
  }

  String of(ILoggingEvent event) {
    if (made.isEmpty()) {
      PatternLayout layout = new PatternLayout();
      layout.setContext(context);
      layout.setPattern(pattern);
      layout.start();
      made = Optional.of(layout);
    }
    return made.get().doLayout(event);
  }
}
