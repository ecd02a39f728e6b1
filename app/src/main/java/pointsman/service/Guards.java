package pointsman.service;

import java.util.Locale;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.value.Printable;

/// What stands between an operator and a change, by environment. Services ask here before they
/// change anything, so that commands and screens obey alike. Pure; safe for all threads.
public final class Guards {
  private static final int LONGEST_REASON = 500;

  private Guards() {}

  /// What is asked before nodes are changed.
  public enum Asks {
    /// Nothing.
    NOTHING,
    /// A yes to the plan that was shown.
    YES,
    /// The environment's name and a reason; a yes alone does not do.
    NAME_AND_REASON
  }

  /// What an environment asks before a deploy or a revert, and before it stops being so strict.
  public static Asks asks(Environment environment) {
    return switch (environment) {
      case PRODUCTION -> Asks.NAME_AND_REASON;
      case STAGING -> Asks.YES;
      case DEVELOPMENT -> Asks.NOTHING;
    };
  }

  /// The name that is to be typed: the environment's, since the costly slip is the wrong one.
  public static String name(Environment environment) {
    return environment.name().toLowerCase(Locale.ROOT);
  }

  /// The share of a fleet that goes at a time where nobody says otherwise.
  ///
  /// @return 1 to 100
  public static int usualWavePercent(Environment environment) {
    return switch (environment) {
      case PRODUCTION, STAGING -> 25;
      case DEVELOPMENT -> 100;
    };
  }

  /// Lets a change go on, or says what is to be said first.
  ///
  /// @param effect what it does, such as `This changes 3 nodes`
  /// @throws FailureException a {@link Failure.Refused} that names what to type
  static void require(Environment environment, String effect, Consent consent)
      throws FailureException {
    Optional<String> lack =
        switch (asks(environment)) {
          case NOTHING -> Optional.empty();
          case YES -> consent.given() ? Optional.empty() : Optional.of("nobody said yes to it");
          case NAME_AND_REASON -> lack(name(environment), consent);
        };
    if (lack.isPresent()) {
      throw new FailureException(
          new Failure.Refused(
              "confirmation",
              effect + " of " + name(environment) + ", and " + lack.get() + ".",
              "Nothing was changed. Say " + words(environment) + "."));
    }
  }

  private static Optional<String> lack(String name, Consent consent) {
    if (consent.name().isEmpty()) {
      return Optional.of("--yes does not do there: its name was not typed");
    }
    if (!consent.name().get().equals(name)) {
      return Optional.of(Printable.quote(consent.name().get()) + " is not its name");
    }
    String reason = consent.reason().map(String::strip).orElse("");
    if (reason.isEmpty()) {
      return Optional.of("no reason was given");
    }
    if (reason.length() > LONGEST_REASON || !Printable.line(reason).equals(reason)) {
      return Optional.of("the reason is not one readable line of at most 500 characters");
    }
    return Optional.empty();
  }

  private static String words(Environment environment) {
    return switch (asks(environment)) {
      case NOTHING, YES -> "--yes, or answer 'yes'";
      case NAME_AND_REASON -> "--confirm " + name(environment) + " --reason 'why you do it'";
    };
  }
}
