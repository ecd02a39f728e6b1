package pointsman.ui.fx;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/// What a class logs, kept for a test that provokes it: it is looked at there, and stands in no
/// run's output as if something were wrong.
public final class Logged implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> kept = new ListAppender<>();

  /// @param who whose log is kept until this is closed
  public Logged(Class<?> who) {
    logger = (Logger) LoggerFactory.getLogger(who);
    logger.setAdditive(false);
    kept.start();
    logger.addAppender(kept);
  }

  /// Level and message of each.
  public List<String> lines() {
    return kept.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(kept);
    logger.setAdditive(true);
  }
}
