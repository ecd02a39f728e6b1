package pointsman.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Warnings go to stderr, one line each, without stack traces; the home's log has those. As code
/// and not as a file, because reading one takes a tenth of a second at every start.
public final class LogSetup extends ContextAwareBase implements Configurator {
  /// Found by logback as a service.
  public LogSetup() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    Terminal terminal = new Terminal(context);
    terminal.start();
    root.addAppender(terminal);
    HomeLog home = new HomeLog(context);
    home.start();
    root.addAppender(home);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static final class Terminal extends AppenderBase<ILoggingEvent> {
    private final LateLayout layout;
    private final OutputStream stderr = new FileOutputStream(FileDescriptor.err);

    Terminal(LoggerContext context) {
      setContext(context);
      layout = new LateLayout(context, "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%nopex%n");
    }

    @Override
    protected void append(ILoggingEvent event) {
      try {
        stderr.write(layout.of(event).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        addError("stderr does not take it", e);
      }
    }
  }
}
