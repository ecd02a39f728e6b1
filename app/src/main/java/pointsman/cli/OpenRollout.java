package pointsman.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.Target;
import pointsman.service.rollout.RolloutWords;

/// A pool's rollout that is not over as a look at its traffic tells it: where it is, who drives it,
/// and when nobody does, how to go on.
///
/// @param sight the rollout
/// @param now when it was looked at
record OpenRollout(RolloutSight sight, Instant now) {

  /// Whether users stand where nobody watches them. A safety net stands by itself once the time in
  /// which it was to be watched is over.
  boolean unwatched() {
    if (sight.owner().isPresent()) {
      return false;
    }
    return switch (rollout().state()) {
      case RolloutState.SafetyNet net -> now.isBefore(watchedUntil(rollout(), net));
      case RolloutState.Ended _ -> false;
      case RolloutState.Shifting _,
          RolloutState.Watching _,
          RolloutState.Held _,
          RolloutState.Returning _,
          RolloutState.Parted _ ->
          true;
    };
  }

  /// Until when the limits of a candidate that is live are read.
  static Instant watchedUntil(Rollout rollout, RolloutState.SafetyNet net) {
    return net.since().plus(rollout.policy().stages().getLast().bake());
  }

  /// @param apart whether its nodes were seen to run different splits
  List<String> lines(boolean apart) {
    List<String> lines = new ArrayList<>(driven());
    if (apart) {
      switch (rollout().state()) {
        case RolloutState.Parted parted ->
            ways(rollout().pool(), parted).forEach(way -> lines.add("    " + way));
        case RolloutState.Watching _, RolloutState.Held _, RolloutState.SafetyNet _ ->
            lines.add(
                "    to send all nodes their share again: pointsman canary retry "
                    + rollout().pool());
        case RolloutState.Shifting _, RolloutState.Returning _, RolloutState.Ended _ -> {}
      }
    }
    return lines;
  }

  /// How to go on with a split fleet.
  static List<String> ways(Name pool, RolloutState.Parted parted) {
    return switch (parted.to()) {
      case Target.ToStage _ ->
          List.of(
              "To go on: pointsman canary retry " + pool + " (the nodes that are behind)",
              "      or: pointsman canary undo " + pool + " (bring the others back)",
              "      or: pointsman canary accept " + pool + " (live with it)",
              "      or: pointsman rollback " + pool + " (all users back)");
      case Target.Home _ ->
          List.of(
              "To go on: pointsman rollback "
                  + pool
                  + " when those nodes answer again; a running window tries it by itself.");
    };
  }

  /// What becomes of it when the program that drove it goes.
  static List<String> leftBehind(RolloutSight sight) {
    Name pool = sight.rollout().pool();
    boolean settled =
        sight.rollout().over() || sight.rollout().state() instanceof RolloutState.SafetyNet;
    if (settled) {
      return List.of();
    }
    return List.of(
        sight
            .rollout()
            .policy()
            .lease()
            .map(lease ->
                "Its lease stands: unless a window or a command goes on within "
                    + lease.toSeconds()
                    + " s, the nodes bring all users back to "
                    + sight.rollout().live().word()
                    + " by themselves.")
            .orElse("It has no lease: nobody watches it until a window or a command goes on."),
        "To go on: pointsman canary follow " + pool + ". Back: pointsman rollback " + pool + ".");
  }

  private List<String> driven() {
    String state = "  rollout: " + RolloutWords.of(rollout());
    if (!unwatched()) {
      return List.of(state + sight.owner().map(owner -> "; driven by " + owner).orElse(""));
    }
    Name pool = rollout().pool();
    List<String> lines = new ArrayList<>();
    lines.add(state + "; nobody drives it, and nobody reads its limits");
    lines.add("    to go on: pointsman canary follow " + pool);
    lines.add("    back:     pointsman rollback " + pool);
    rollout()
        .policy()
        .lease()
        .ifPresent(lease ->
            lines.add(
                "    its lease of "
                    + lease.toSeconds()
                    + " s is not renewed: when it has run out, the nodes bring all users back to "
                    + rollout().live().word()
                    + " by themselves"));
    return lines;
  }

  private Rollout rollout() {
    return sight.rollout();
  }
}
