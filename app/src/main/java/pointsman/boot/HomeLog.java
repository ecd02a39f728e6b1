package pointsman.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/// A home's log, `pointsman.log`, with stack traces: opened for each event, because events are
/// rare, and bounded by keeping one former file.
final class HomeLog extends AppenderBase<ILoggingEvent> {
  private static final long LARGEST = 2L * 1024 * 1024;

  private final Path home;
  private final Path file;
  private final PatternLayout layout = new PatternLayout();

  private HomeLog(Path home) {
    this.home = home;
    this.file = home.resolve("pointsman.log");
  }

  /// Sends what is logged from now on to a home's log too.
  static void in(Path home) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      HomeLog log = new HomeLog(home);
      log.setContext(context);
      log.layout.setContext(context);
      log.layout.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger: %msg%n%ex");
      log.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(log);
    }
  }

  @Override
  public void start() {
    layout.start();
    super.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    try {
      if (!Files.isDirectory(home)) {
        return;
      }
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
        Files.move(
            file, file.resolveSibling("pointsman.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(
          file,
          layout.doLayout(event),
          UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      addError("the home's log cannot be written", e);
    }
  }
}
