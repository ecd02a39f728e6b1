package pointsman.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.service.guard.Consent;
import pointsman.service.rollout.RolloutPace;
import pointsman.service.rollout.RolloutService;

/// A program of its own that drives a canary of 20, 60 and 100 % and, at a step or after a while,
/// is killed or freezes, or waits with all nodes ready until it is let go by a file. Arguments:
/// home, `before|after|asked STATE` or `never`, `kill`, `freeze` or `wait`, `keep` or `break` (the
/// gate is passed at the second stage), seconds of its lease, seconds that it is taken for alive.
final class VanishingRollout {
  static final Name POOL = new Name("shop-web");

  private VanishingRollout() {}

  /// Owners are taken for gone after 2 s.
  static RolloutPace pace(Duration lease) {
    return pace(lease, Duration.ofSeconds(2));
  }

  static RolloutPace pace(Duration lease, Duration owned) {
    return new RolloutPace(
        Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(400), owned, lease);
  }

  static RolloutPolicy policy(Duration bake) {
    return new RolloutPolicy(
        List.of(
            new Stage(new Share(2000), bake),
            new Stage(new Share(6000), bake),
            new Stage(Share.ALL, Duration.ZERO)),
        Gates.USUAL,
        Optional.of(Duration.ofMinutes(10)),
        Duration.ofHours(1));
  }

  /// The gate of a scenario.
  static GateReading gate(String scenario, RolloutState state) {
    boolean second = state instanceof RolloutState.Watching at && at.stage() == 1;
    return scenario.equals("break") && second
        ? new GateReading.Passed("a test breaks the candidate")
        : new GateReading.Kept();
  }

  /// Starts one; what it says goes to a log in its home.
  static Process start(
      Path home, String point, String how, String scenario, Duration lease, Duration owned)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            VanishingRollout.class.getName(),
            home.toString(),
            point,
            how,
            scenario,
            Long.toString(lease.toSeconds()),
            Long.toString(owned.toSeconds()))
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("vanishing.log").toFile())
        .start();
  }

  /// There when one that waits has all nodes ready.
  static Path ready(Path home) {
    return home.resolve("vanishing.ready");
  }

  /// Lets it go.
  static Path go(Path home) {
    return home.resolve("vanishing.go");
  }

  public static void main(String[] args) throws Exception {
    String point = args[1];
    Path home = Path.of(args[0]);
    Wiring wiring = new Wiring(home, Rig.LIMITS, journal -> journal);
    RolloutService rollouts =
        wiring.rollouts(
            pace(
                Duration.ofSeconds(Integer.parseInt(args[4])),
                Duration.ofSeconds(Integer.parseInt(args[5]))),
            (rollout, _, _) -> gate(args[3], rollout.state()),
            store ->
                new StepStore(
                    store,
                    (when, rollout) -> {
                      // Between: all nodes are ready, the owner may go on, and none has gone.
                      boolean ready = !when.equals("asked") || placed(home.resolveSibling("lab"));
                      if (ready && point.equals(when + " " + StepStore.name(rollout))) {
                        vanish(args[2], home);
                      }
                    }));
    rollouts.begin(POOL, policy(Duration.ofMillis(100)), Optional.empty(), Consent.none());
    while (true) {
      RolloutState state = rollouts.sight(POOL).orElseThrow().rollout().state();
      if (state instanceof RolloutState.SafetyNet || state instanceof RolloutState.Ended) {
        break;
      }
      Thread.sleep(20);
    }
    wiring.close();
    Runtime.getRuntime().halt(0);
  }

  private static void vanish(String how, Path home) {
    switch (how) {
      case "kill" -> signalMyself("KILL");
      case "freeze" -> signalMyself("STOP");
      default -> {
        if (AtTheWord.inAShift()) {
          await(home);
        }
      }
    }
  }

  private static void await(Path home) {
    try {
      Files.writeString(ready(home), "");
      while (!Files.exists(go(home))) {
        Thread.sleep(5);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether a split lies ready on a node that has not gone.
  private static boolean placed(Path lab) {
    try (var files = Files.walk(lab, 4)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(".was"));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  private static void signalMyself(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
