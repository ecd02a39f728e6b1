package pointsman.json;

import java.util.Map;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.End;
import pointsman.model.traffic.RolloutState.Target;

/// A rollout's states as JSON values. The kinds and keys stand in homes: they never change.
final class RolloutStates {
  private static final String STAGE = "stage";
  private static final String FROM = "from";
  private static final String SINCE = "since";
  private static final String WATCHED = "watched";
  private static final String WHY = "why";
  private static final String WORDS = "words";

  private RolloutStates() {}

  static Map<String, Object> write(RolloutState state) {
    return switch (state) {
      case RolloutState.Shifting at ->
          WrittenKeys.kind("shifting").with(STAGE, at.stage()).with(FROM, at.from()).object();
      case RolloutState.Watching at ->
          WrittenKeys.kind("watching").with(STAGE, at.stage()).with(SINCE, at.since()).object();
      case RolloutState.Held at ->
          WrittenKeys.kind("held")
              .with(STAGE, at.stage())
              .with(WATCHED, at.watched())
              .with(WHY, write(at.why()))
              .object();
      case RolloutState.Returning at ->
          WrittenKeys.kind("returning").with(WHY, write(at.why())).object();
      case RolloutState.Parted at ->
          WrittenKeys.kind("parted")
              .with("to", write(at.to()))
              .with(FROM, at.from())
              .with("behind", at.behind())
              .with(WHY, at.why())
              .object();
      case RolloutState.SafetyNet at ->
          WrittenKeys.kind("safety-net").with(SINCE, at.since()).with("until", at.until()).object();
      case RolloutState.Ended at -> WrittenKeys.kind("ended").with("how", write(at.how())).object();
    };
  }

  static RolloutState read(StrictKeys keys) {
    String kind = keys.kind();
    return switch (kind) {
      case "shifting" -> new RolloutState.Shifting(keys.number(STAGE), keys.number(FROM));
      case "watching" -> new RolloutState.Watching(keys.number(STAGE), keys.instant(SINCE));
      case "held" ->
          new RolloutState.Held(
              keys.number(STAGE),
              keys.duration(WATCHED),
              keys.object(WHY, RolloutStates::readReason));
      case "returning" -> new RolloutState.Returning(keys.object(WHY, RolloutStates::readReason));
      case "parted" ->
          new RolloutState.Parted(
              keys.object("to", RolloutStates::readTarget),
              keys.number(FROM),
              keys.texts("behind").stream().map(Name::new).toList(),
              keys.text(WHY));
      case "safety-net" -> new RolloutState.SafetyNet(keys.instant(SINCE), keys.instant("until"));
      case "ended" -> new RolloutState.Ended(keys.object("how", RolloutStates::readEnd));
      default -> throw keys.unknown(kind);
    };
  }

  private static Map<String, Object> write(Target target) {
    return switch (target) {
      case Target.ToStage to -> WrittenKeys.kind("to-stage").with(STAGE, to.stage()).object();
      case Target.Home home -> WrittenKeys.kind("home").with(WHY, write(home.why())).object();
    };
  }

  private static Target readTarget(StrictKeys keys) {
    String kind = keys.kind();
    return switch (kind) {
      case "to-stage" -> new Target.ToStage(keys.number(STAGE));
      case "home" -> new Target.Home(keys.object(WHY, RolloutStates::readReason));
      default -> throw keys.unknown(kind);
    };
  }

  private static Map<String, Object> write(End end) {
    return switch (end) {
      case End.Kept _ -> WrittenKeys.kind("kept").object();
      case End.Back back -> WrittenKeys.kind("back").with(WHY, write(back.why())).object();
      case End.NeverBegan never ->
          WrittenKeys.kind("never-began").with(WHY, write(never.why())).object();
    };
  }

  private static End readEnd(StrictKeys keys) {
    String kind = keys.kind();
    return switch (kind) {
      case "kept" -> new End.Kept();
      case "back" -> new End.Back(keys.object(WHY, RolloutStates::readReason));
      case "never-began" -> new End.NeverBegan(keys.object(WHY, RolloutStates::readReason));
      default -> throw keys.unknown(kind);
    };
  }

  private static Map<String, Object> write(Reason reason) {
    return switch (reason) {
      case Reason.Operator operator ->
          WrittenKeys.kind("operator").with("who", operator.who()).object();
      case Reason.Gate gate -> WrittenKeys.kind("gate").with(WORDS, gate.words()).object();
      case Reason.Refused refused ->
          WrittenKeys.kind("refused").with(WORDS, refused.words()).object();
      case Reason.Unwatched unwatched ->
          WrittenKeys.kind("unwatched").with(WORDS, unwatched.words()).object();
      case Reason.AcceptedSplit accepted ->
          WrittenKeys.kind("accepted-split").with(WORDS, accepted.words()).object();
    };
  }

  private static Reason readReason(StrictKeys keys) {
    String kind = keys.kind();
    return switch (kind) {
      case "operator" -> new Reason.Operator(keys.text("who"));
      case "gate" -> new Reason.Gate(keys.text(WORDS));
      case "refused" -> new Reason.Refused(keys.text(WORDS));
      case "unwatched" -> new Reason.Unwatched(keys.text(WORDS));
      case "accepted-split" -> new Reason.AcceptedSplit(keys.text(WORDS));
      default -> throw keys.unknown(kind);
    };
  }
}
