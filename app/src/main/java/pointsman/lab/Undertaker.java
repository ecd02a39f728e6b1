package pointsman.lab;

import java.nio.file.Path;
import java.time.Clock;
import pointsman.model.FailureException;

/// Takes a lab down after the program that it was bound to has gone.
public final class Undertaker {
  private Undertaker() {}

  /// Takes it down and ends.
  ///
  /// @param arguments the lab's folder
  public static void main(String[] arguments) throws FailureException {
    new LocalLab(Clock.systemUTC()).down(Path.of(arguments[0]));
  }
}
