package pointsman.guards;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.util.Set;
import java.util.regex.Pattern;

/// What a pure room must not name or call, and what only one room may.
final class Impure {
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "java\\.io\\.(?!Serializable|IOException|UncheckedIOException|StringReader|StringWriter).*"
              + "|java\\.nio\\.(file|channels)\\..*"
              + "|java\\.net\\.(?!URI|URISyntaxException|URLEncoder|URLDecoder).*"
              + "|java\\.util\\.concurrent\\.(?!TimeUnit).*"
              + "|java\\.util\\.(Random|SplittableRandom|Timer|TimerTask|Scanner)"
              + "|java\\.util\\.random\\..*"
              + "|java\\.security\\.SecureRandom"
              + "|java\\.lang\\.(Thread|ProcessBuilder|Process|ProcessHandle|Runtime|ThreadLocal)(\\$.*)?"
              + "|org\\.slf4j\\..*");

  private static final Set<String> SYSTEM =
      Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "console", "exit", "load");

  private Impure() {}

  /// Whether a class is a door to the outside, or a thread.
  static boolean outside(String className) {
    return OUTSIDE.matcher(className).matches();
  }

  /// A call that asks the machine's clock, its environment or its dice.
  static DescribedPredicate<JavaCall<?>> clockOrChance() {
    return DescribedPredicate.describe(
        "the clock, the environment or chance",
        call -> {
          String owner = call.getTargetOwner().getName();
          String name = call.getName();
          return (owner.startsWith("java.time.") && name.equals("now"))
              || (owner.equals("java.time.Clock") && name.startsWith("system"))
              || (owner.equals("java.lang.System") && SYSTEM.contains(name))
              || (owner.equals("java.lang.Math") && name.equals("random"))
              || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
              || (owner.equals("java.util.Collections") && name.equals("shuffle"));
        });
  }

  /// The one door to the FX thread.
  static DescribedPredicate<JavaCall<?>> runLater() {
    return DescribedPredicate.describe(
        "Platform.runLater",
        call ->
            call.getTargetOwner().getName().equals("javafx.application.Platform")
                && call.getName().equals("runLater"));
  }

  /// The process' own output.
  static DescribedPredicate<JavaFieldAccess> systemStream() {
    return DescribedPredicate.describe(
        "System.out or System.err",
        access ->
            access.getTargetOwner().getName().equals("java.lang.System")
                && Set.of("out", "err").contains(access.getName()));
  }
}
