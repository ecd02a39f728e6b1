package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import pointsman.cli.CommandTree;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.port.TrafficStore;

/// A command that waits for the end of a step which another program takes just behind one of its
/// looks. No node is there: the other program is played by what it writes down.
final class StepJustBegunTest {
  private static final Name POOL = new Name("web");
  private static final String OTHER = "eve@other 1";

  @TempDir Path home;

  /// Where the other program takes the rollout, one state behind each look of the command.
  private final Queue<RolloutState> next = new ArrayDeque<>();

  private TrafficStore around(TrafficStore store) {
    return (TrafficStore)
        Proxy.newProxyInstance(
            TrafficStore.class.getClassLoader(),
            new Class<?>[] {TrafficStore.class},
            (_, method, values) -> {
              Object found;
              try {
                found = method.invoke(store, values);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (method.getName().equals("find") && isALook() && !next.isEmpty()) {
                move(store, next.remove());
              }
              return found;
            });
  }

  /// Whether the rollout is looked at by who follows it, not by who lists its steps.
  private static boolean isALook() {
    return StackWalker.getInstance()
        .walk(frames -> frames.map(StackWalker.StackFrame::getMethodName).toList())
        .containsAll(List.of("sight", "to"));
  }

  private static void move(TrafficStore store, RolloutState to) throws FailureException {
    TrafficStore.RolloutEntry entry = store.find(POOL).orElseThrow();
    Rollout rollout = entry.rollout();
    store.move(entry.id(), rollout, rollout.in(to), "a step", OTHER, Clock.systemUTC().instant());
  }

  private int run(Wiring program, String... words) {
    try (PrintStream out =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)) {
      return CommandTree.run(
          _ -> program, _ -> 1, (_, _) -> new CommandLine(new Object()), out, out, words);
    }
  }

  @Test
  void promoteDoesNotTakeTheStageBeforeForTheEndOfAStepThatHasJustBegun() throws Exception {
    try (Wiring program = new Wiring(home, Rig.LIMITS, journal -> journal)) {
      program.inventory().apply(SmallFleet.unreachable("development"), "fleet.yaml", false);
      Instant now = Clock.systemUTC().instant();
      RolloutPolicy policy =
          RolloutPolicy.staged(List.of(1000, 6000, 10_000), Duration.ofMinutes(10));
      TrafficStore store = program.trafficStore();
      store.begin(
          Rollout.begin(POOL, LaneColor.BLUE, new Salt("s1"), policy), OTHER, "eve", "", now);
      move(store, new RolloutState.Watching(0, now));
      program.traffic.rollouts(this::around);
      next.add(new RolloutState.Shifting(1, 0));
      next.add(
          new RolloutState.Parted(
              new RolloutState.Target.ToStage(1), 0, List.of(new Name("edge-1")), "it is silent"));

      int code = run(program, "--home", home.toString(), "canary", "promote", POOL.value());

      assertThat(next).as("states that nobody waited for").isEmpty();
      assertThat(code).as("the step ended in a split fleet").isEqualTo(3);
    }
  }
}
