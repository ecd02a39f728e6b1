package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Share;
import pointsman.ui.kit.Words;

/// Something that can be done about a pool's traffic now.
///
/// @param kind what
/// @param label names its effect
/// @param command does the same; empty: none does
record Act(Kind kind, String label, String command) {
  /// What can be done.
  enum Kind {
    /// Begin a canary, after a sheet.
    CANARY,
    /// Throw the points, after a sheet.
    SWITCH,
    /// Stay at this share.
    HOLD,
    /// Go on watching.
    RESUME,
    /// One stage back.
    BACK,
    /// On to the next stage.
    ADVANCE,
    /// All users back to the live lane.
    HOME,
    /// Try the nodes that are behind once more.
    RETRY,
    /// Bring those that went back.
    UNDO_OTHERS,
    /// Live with a split fleet.
    ACCEPT
  }

  /// From half of the users on, production asks for more than a click.
  static final Share MANY = new Share(5000);

  /// Whether it brings users back: then it is always one click.
  boolean isWayBack() {
    return switch (kind) {
      case HOME, BACK, UNDO_OTHERS -> true;
      case CANARY, SWITCH, HOLD, RESUME, ADVANCE, RETRY, ACCEPT -> false;
    };
  }

  /// What can be done now, the way back last.
  static List<Act> of(TrafficPicture now, Words words) {
    List<Act> acts = new ArrayList<>();
    String pool = now.pool().name().value();
    String lane = words.of("lane." + now.home().word());
    if (now.rollout().isEmpty()) {
      if (now.hasCandidate() && now.nodes() > 0) {
        begin(acts, now, words);
      }
    } else {
      inRollout(acts, now, now.rollout().get(), words);
    }
    if (now.hasWayBack() && !isReturning(now)) {
      acts.add(
          new Act(
              Kind.HOME,
              words.of(isPromoted(now) ? "traffic.act.rollback" : "traffic.act.abort", lane),
              "pointsman rollback " + pool));
    }
    return acts;
  }

  /// What pulling the lever does: throws the points where nothing is going on, brings all users
  /// back where something is.
  static Optional<Act> ofLever(TrafficPicture now, Words words) {
    List<Act> all = of(now, words);
    return all.stream()
        .filter(act -> act.kind() == Kind.SWITCH)
        .findFirst()
        .or(() -> all.stream().filter(act -> act.kind() == Kind.HOME).findFirst());
  }

  private static void begin(List<Act> acts, TrafficPicture now, Words words) {
    String pool = now.pool().name().value();
    LaneColor to = now.candidate();
    acts.add(
        new Act(Kind.CANARY, words.of("traffic.act.canary"), "pointsman canary start " + pool));
    acts.add(
        new Act(
            Kind.SWITCH,
            words.of("traffic.act.switch", pool, words.of("lane." + to.word()), now.nodes()),
            "pointsman switch " + pool + " " + to.word()));
  }

  private static void inRollout(List<Act> acts, TrafficPicture now, Rollout rollout, Words words) {
    String pool = now.pool().name().value();
    switch (rollout.state()) {
      case RolloutState.Watching _ -> {
        acts.add(new Act(Kind.HOLD, words.of("traffic.act.hold"), "pointsman canary hold " + pool));
        stages(acts, now, words);
      }
      case RolloutState.Held _ -> {
        acts.add(
            new Act(
                Kind.RESUME, words.of("traffic.act.resume"), "pointsman canary resume " + pool));
        stages(acts, now, words);
      }
      case RolloutState.Shifting _,
          RolloutState.Returning _,
          RolloutState.Parted _,
          RolloutState.SafetyNet _,
          RolloutState.Ended _ -> {}
    }
  }

  private static void stages(List<Act> acts, TrafficPicture now, Words words) {
    String pool = now.pool().name().value();
    now.stageShare(now.stage() - 1)
        .ifPresent(share ->
            acts.add(
                new Act(
                    Kind.BACK,
                    words.of("traffic.act.back", share.toString()),
                    "pointsman canary back " + pool)));
    now.stageShare(now.stage() + 1)
        .ifPresent(share ->
            acts.add(
                new Act(
                    Kind.ADVANCE,
                    words.of("traffic.act.advance", share.toString()),
                    "pointsman canary promote " + pool)));
  }

  /// What can be done about a split fleet.
  static List<Act> ofSplit(TrafficPicture now, RolloutState.Parted parted, Words words) {
    String pool = now.pool().name().value();
    List<Act> acts = new ArrayList<>();
    acts.add(
        new Act(
            Kind.RETRY,
            words.of("traffic.act.retry", parted.behind().size()),
            "pointsman canary retry " + pool));
    switch (parted.to()) {
      case RolloutState.Target.ToStage _ -> {
        acts.add(
            new Act(
                Kind.UNDO_OTHERS,
                words.of("traffic.act.undo", now.nodes() - parted.behind().size()),
                "pointsman canary undo " + pool));
        acts.add(
            new Act(
                Kind.ACCEPT, words.of("traffic.act.accept"), "pointsman canary accept " + pool));
      }
      case RolloutState.Target.Home _ -> {}
    }
    return acts;
  }

  /// What can be done about nodes that run something else than was commanded: all are sent it
  /// again. A rollout that is on its way does so by itself.
  static List<Act> ofApart(TrafficPicture now, Words words) {
    String pool = now.pool().name().value();
    Optional<String> command =
        now.rollout().isEmpty()
            ? Optional.of("pointsman split " + pool + " " + now.wanted().percent())
            : now.rollout()
                .filter(each -> stands(each.state()))
                .map(_ -> "pointsman canary retry " + pool);
    return command.stream()
        .map(each ->
            new Act(Kind.RETRY, words.of("traffic.act.again", now.wanted().toString()), each))
        .toList();
  }

  private static boolean stands(RolloutState state) {
    return switch (state) {
      case RolloutState.Watching _, RolloutState.Held _, RolloutState.SafetyNet _ -> true;
      case RolloutState.Shifting _,
          RolloutState.Returning _,
          RolloutState.Parted _,
          RolloutState.Ended _ ->
          false;
    };
  }

  private static boolean isReturning(TrafficPicture now) {
    return now.rollout().filter(each -> each.state() instanceof RolloutState.Returning).isPresent();
  }

  private static boolean isPromoted(TrafficPicture now) {
    return now.rollout().filter(each -> each.state() instanceof RolloutState.SafetyNet).isPresent();
  }
}
