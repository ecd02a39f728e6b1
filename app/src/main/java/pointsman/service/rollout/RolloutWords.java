package pointsman.service.rollout;

import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.End;
import pointsman.model.traffic.RolloutState.Target;

/// A rollout's steps in the operator's words, for the journal, commands and logs.
public final class RolloutWords {
  static final String DESK = "pointsman";

  private RolloutWords() {}

  /// Where it is, in one line.
  public static String of(Rollout rollout) {
    RolloutPolicy policy = rollout.policy();
    return switch (rollout.state()) {
      case RolloutState.Shifting to -> "going to " + share(policy, to.stage());
      case RolloutState.Watching at -> "watching " + share(policy, at.stage());
      case RolloutState.Held at -> "held at " + share(policy, at.stage()) + ": " + at.why().words();
      case RolloutState.Returning back ->
          "going back to " + rollout.live().word() + ": " + back.why().words();
      case RolloutState.Parted at ->
          "the fleet is split: "
              + String.join(", ", at.behind().stream().map(Object::toString).toList())
              + " did not go to "
              + target(rollout, at.to())
              + ": "
              + at.why();
      case RolloutState.SafetyNet net ->
          rollout.live().other().word()
              + " is live; "
              + rollout.live().word()
              + " stays ready until "
              + net.until();
      case RolloutState.Ended end -> end(rollout, end.how());
    };
  }

  private static String end(Rollout rollout, End how) {
    return switch (how) {
      case End.Kept _ -> "over: " + rollout.live().other().word() + " is live";
      case End.Back back ->
          "over: all users are on " + rollout.live().word() + ", since " + back.why().words();
      case End.NeverBegan never -> "never began: " + never.why().words();
    };
  }

  private static String target(Rollout rollout, Target target) {
    return switch (target) {
      case Target.ToStage to -> share(rollout.policy(), to.stage());
      case Target.Home _ -> rollout.live().word();
    };
  }

  private static String share(RolloutPolicy policy, int stage) {
    return policy.stages().get(stage).share().toString();
  }

  /// What happened, in a few words.
  static String of(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Seated _ -> "every node runs it";
      case RolloutEvent.Refused refused -> "refused: " + refused.why();
      case RolloutEvent.CameApart apart -> "came apart: " + apart.why();
      case RolloutEvent.Tick tick ->
          switch (tick.gates()) {
            case GateReading.Passed passed -> "a limit was exceeded: " + passed.words();
            case GateReading.Kept _ -> "all gates kept";
            case GateReading.Unknown _ -> "its time was up";
          };
      case RolloutEvent.Promote _ -> "promote";
      case RolloutEvent.Hold _ -> "hold";
      case RolloutEvent.Resume _ -> "resume";
      case RolloutEvent.StepBack _ -> "one stage back";
      case RolloutEvent.Abort _ -> "abort";
      case RolloutEvent.Retry _ -> "retry";
      case RolloutEvent.UndoOthers _ -> "undo the others";
      case RolloutEvent.AcceptSplit _ -> "accept the split";
      case RolloutEvent.LeaseRanOut lease ->
          "the lease ran out on "
              + String.join(", ", lease.nodes().stream().map(Object::toString).toList());
      case RolloutEvent.TakenOver _ -> "taken over";
    };
  }

  /// Who made it happen.
  static String who(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Promote wish -> wish.who();
      case RolloutEvent.Hold wish -> wish.who();
      case RolloutEvent.Resume wish -> wish.who();
      case RolloutEvent.StepBack wish -> wish.who();
      case RolloutEvent.Abort wish -> wish.who();
      case RolloutEvent.Retry wish -> wish.who();
      case RolloutEvent.UndoOthers wish -> wish.who();
      case RolloutEvent.AcceptSplit wish -> wish.who();
      case RolloutEvent.TakenOver taken -> taken.who();
      case RolloutEvent.Seated _,
          RolloutEvent.Refused _,
          RolloutEvent.CameApart _,
          RolloutEvent.Tick _,
          RolloutEvent.LeaseRanOut _ ->
          DESK;
    };
  }
}
