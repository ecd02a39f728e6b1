package pointsman.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A home's log, `pointsman.log`, with stack traces: opened for each event, because events are
/// rare, and bounded by keeping one former file.
final class HomeLog extends AppenderBase<ILoggingEvent> {
  /// The system property with the home: loggers are made by the first class that logs, which is
  /// none in most commands.
  private static final String HOME = "pointsman.log.home";

  private static final long LARGEST = 2L * 1024 * 1024;

  private final LateLayout layout;

  HomeLog(LoggerContext context) {
    setContext(context);
    layout =
        new LateLayout(context, "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger: %msg%n%ex");
  }

  /// Sends what is logged from now on to a home's log too.
  static void in(Path home) {
    System.setProperty(HOME, home.toString());
  }

  @Override
  protected void append(ILoggingEvent event) {
    Optional<Path> home = Optional.ofNullable(System.getProperty(HOME)).map(Path::of);
    if (home.isPresent()) {
      append(home.get(), event);
    }
  }

  private void append(Path home, ILoggingEvent event) {
    Path file = home.resolve("pointsman.log");
    try {
      if (!Files.isDirectory(home)) {
        return;
      }
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
        Files.move(
            file, file.resolveSibling("pointsman.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(
          file, layout.of(event), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      addError("the home's log cannot be written", e);
    }
  }
}
