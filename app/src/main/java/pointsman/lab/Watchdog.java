package pointsman.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// A small shell that waits for this process to go, however it goes, and then takes the lab down:
/// the system closes the pipe between them, whatever happens to us.
final class Watchdog {
  private static final String SCRIPT = "read -r _ && exit 0; exec \"$@\"";

  private Watchdog() {}

  static void start(LabFolder folder, Commands commands) throws FailureException {
    List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "lab-watchdog"));
    command.addAll(SelfCommand.of(Undertaker.class, "down", folder));
    ProcessBuilder builder = commands.prepare(command, folder.dir(), folder.demoLog());
    builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    try {
      builder.start();
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              "setsid",
              "the lab's watchdog does not start: " + e.getMessage(),
              "Install util-linux."),
          e);
    }
  }
}
