package pointsman.cli;

import java.io.PrintStream;
import java.util.List;
import pointsman.model.Failure;

/// How a failure leaves a command: its text and its exit code. The codes are a contract.
public final class Complaint {
  /// Done, and verified.
  public static final int DONE = 0;

  /// Failed; every node was verified to be in its former state.
  public static final int AS_BEFORE = 1;

  /// There are differences.
  public static final int DIFFERENCES = 2;

  /// Partly done, or the state is unknown.
  public static final int UNKNOWN = 3;

  /// A guard refused, or the node's lock is held.
  public static final int REFUSED = 4;

  /// Bad input.
  public static final int BAD_INPUT = 5;

  /// A host key is unknown or has changed.
  public static final int HOST_KEY = 6;

  /// Rolled back by a gate or a verdict.
  public static final int ROLLED_BACK = 7;

  private Complaint() {}

  /// The exit code of a failure that kept a command from doing anything.
  public static int exitCode(Failure failure) {
    return switch (failure) {
      case Failure.BadInput _ -> BAD_INPUT;
      case Failure.BadInputs _ -> BAD_INPUT;
      case Failure.NotFound _ -> BAD_INPUT;
      case Failure.ReleaseGone _ -> BAD_INPUT;
      case Failure.Unsupported _ -> BAD_INPUT;
      case Failure.HostKeyUnknown _ -> HOST_KEY;
      case Failure.HostKeyChanged _ -> HOST_KEY;
      case Failure.LockHeld _ -> REFUSED;
      case Failure.Refused _ -> REFUSED;
      case Failure.TakeOverNeeded _ -> REFUSED;
      case Failure.ConfigRefused _ -> AS_BEFORE;
      case Failure.PortTaken _ -> AS_BEFORE;
      case Failure.AddressMissing _ -> AS_BEFORE;
      case Failure.Drifted _ -> UNKNOWN;
      case Failure.Unreachable _ -> UNKNOWN;
      case Failure.TimedOut _ -> UNKNOWN;
      case Failure.SignInRefused _ -> UNKNOWN;
      case Failure.NotVerified _ -> UNKNOWN;
      case Failure.NotRunning _ -> UNKNOWN;
      case Failure.Halted _ -> UNKNOWN;
      case Failure.StepFailed _ -> UNKNOWN;
      case Failure.OwnFault _ -> UNKNOWN;
      case Failure.Stopped _ -> UNKNOWN;
      case Failure.LocalFile _ -> UNKNOWN;
      case Failure.Unsettled _ -> UNKNOWN;
    };
  }

  /// Prints what went wrong and what to do.
  public static void print(PrintStream err, Failure failure) {
    if (failure instanceof Failure.BadInputs many) {
      many.findings()
          .forEach(each -> err.println(each.summary() + "; expected " + each.expected()));
      err.println("Nothing was applied.");
      return;
    }
    for (String line : List.of(failure.summary(), failure.action())) {
      if (!line.isBlank()) {
        err.println(line);
      }
    }
  }
}
