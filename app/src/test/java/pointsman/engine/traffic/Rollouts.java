package pointsman.engine.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.End;
import pointsman.model.traffic.RolloutState.Target;
import pointsman.model.traffic.Salt;

/// A canary of three stages (1, 50, 100 %), with every state it can be in and every event.
final class Rollouts {
  static final Instant BEGAN = Instant.parse("2026-01-01T10:00:00Z");
  static final Duration BAKE = Duration.ofMinutes(15);
  static final Instant BAKED = BEGAN.plus(BAKE);
  static final Reason GATE = new Reason.Gate("6 % errors");
  static final List<Name> BEHIND = List.of(new Name("edge-2"));
  static final Target MIDDLE = new Target.ToStage(1);
  static final Target HOME = new Target.Home(GATE);

  private Rollouts() {}

  static Rollout in(RolloutState state) {
    return Rollout.begin(
            new Name("shop-web"),
            LaneColor.BLUE,
            new Salt("s1"),
            RolloutPolicy.staged(List.of(100, 5000, 10_000), BAKE))
        .in(state);
  }

  static Map<String, RolloutState> states() {
    Map<String, RolloutState> all = new LinkedHashMap<>();
    all.put("first shift", new RolloutState.Shifting(0, -1));
    all.put("shift", new RolloutState.Shifting(1, 0));
    all.put("last shift", new RolloutState.Shifting(2, 1));
    all.put("watching", new RolloutState.Watching(1, BEGAN));
    all.put("watching first", new RolloutState.Watching(0, BEGAN));
    all.put("held", new RolloutState.Held(1, Duration.ofMinutes(4), new Reason.Operator("ann")));
    all.put("returning", new RolloutState.Returning(GATE));
    all.put("parted", new RolloutState.Parted(MIDDLE, 0, BEHIND, "link cut"));
    all.put("parted again", new RolloutState.Parted(MIDDLE, 1, BEHIND, "link cut"));
    all.put("parted first", new RolloutState.Parted(new Target.ToStage(0), -1, BEHIND, "link cut"));
    all.put("parted home", new RolloutState.Parted(HOME, -1, BEHIND, "link cut"));
    all.put("parted last", new RolloutState.Parted(new Target.ToStage(2), 1, BEHIND, "link cut"));
    all.put("watching last", new RolloutState.Watching(2, BEGAN));
    all.put(
        "held last", new RolloutState.Held(2, Duration.ofMinutes(4), new Reason.Operator("ann")));
    all.put("net", new RolloutState.SafetyNet(BEGAN, BEGAN.plus(Duration.ofHours(24))));
    all.put("ended", new RolloutState.Ended(new End.Kept()));
    return all;
  }

  static Map<String, RolloutEvent> events() {
    Map<String, RolloutEvent> all = new LinkedHashMap<>();
    all.put("seated", new RolloutEvent.Seated(MIDDLE));
    all.put("seated home", new RolloutEvent.Seated(HOME));
    all.put("refused", new RolloutEvent.Refused(MIDDLE, BEHIND, "disk full"));
    all.put("refused home", new RolloutEvent.Refused(HOME, BEHIND, "disk full"));
    all.put("apart", new RolloutEvent.CameApart(MIDDLE, BEHIND, "link cut"));
    all.put("apart home", new RolloutEvent.CameApart(HOME, BEHIND, "link cut"));
    all.put("kept", new RolloutEvent.Tick(new GateReading.Kept()));
    all.put("passed", new RolloutEvent.Tick(new GateReading.Passed("6 % errors")));
    all.put("unknown", new RolloutEvent.Tick(new GateReading.Unknown("edge-1 is silent")));
    all.put("promote", new RolloutEvent.Promote("ann"));
    all.put("hold", new RolloutEvent.Hold("ann"));
    all.put("resume", new RolloutEvent.Resume("ann"));
    all.put("back", new RolloutEvent.StepBack("ann"));
    all.put("abort", new RolloutEvent.Abort("ann"));
    all.put("retry", new RolloutEvent.Retry("ann"));
    all.put("undo", new RolloutEvent.UndoOthers("ann"));
    all.put("accept", new RolloutEvent.AcceptSplit("ann"));
    all.put("lease", new RolloutEvent.LeaseRanOut(BEHIND));
    all.put("taken over", new RolloutEvent.TakenOver("ann"));
    return all;
  }

  static RolloutState state(String name) {
    return java.util.Objects.requireNonNull(states().get(name));
  }

  static RolloutEvent event(String name) {
    return java.util.Objects.requireNonNull(events().get(name));
  }

  /// A decision in one line, for tables.
  static String words(Decision decision) {
    return switch (decision) {
      case Decision.Stay _ -> "-";
      case Decision.Refuse _ -> "refuse";
      case Decision.Go go -> {
        StringBuilder text = new StringBuilder(word(go.state()));
        for (Effect effect : go.effects()) {
          text.append(
              switch (effect) {
                case Effect.Shift shift ->
                    " +shift "
                        + shift.split().green().basisPoints()
                        + (shift.split().audience().isPresent() ? "" : " off");
                case Effect.NameLive live -> " +live " + live.lane().word();
                case Effect.EndLease _ -> " +endlease";
              });
        }
        yield text.toString();
      }
    };
  }

  private static String word(RolloutState state) {
    return switch (state) {
      case RolloutState.Shifting to -> "shifting " + to.from() + ">" + to.stage();
      case RolloutState.Watching at -> "watching " + at.stage();
      case RolloutState.Held at -> "held " + at.stage();
      case RolloutState.Returning _ -> "returning";
      case RolloutState.Parted at ->
          "parted " + (at.to() instanceof Target.Home ? "home" : "stage");
      case RolloutState.SafetyNet _ -> "net";
      case RolloutState.Ended ended ->
          switch (ended.how()) {
            case End.Kept _ -> "kept";
            case End.Back _ -> "back";
            case End.NeverBegan _ -> "never";
          };
    };
  }
}
