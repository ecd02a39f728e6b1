package pointsman.service.rollout;

import java.util.List;
import java.util.Optional;
import pointsman.engine.traffic.Effect;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.Target;
import pointsman.model.traffic.ShiftResult;

/// Does what a decision asks for. All of it may be done again without harm.
final class RolloutEffects {
  private final String id;
  private final RolloutParts parts;
  private final OwnerBeat beat;
  private final String operator;
  private boolean again;

  RolloutEffects(String id, RolloutParts parts, OwnerBeat beat, String operator) {
    this.id = id;
    this.parts = parts;
    this.beat = beat;
    this.operator = operator;
  }

  /// Whether nodes may have been told to go before: by a program that is gone, or in vain.
  void again(boolean before) {
    again = before;
  }

  /// Carries them out in order.
  ///
  /// @param rollout where it is now
  /// @return what came of a shift
  Optional<RolloutEvent> carryOut(Rollout rollout, List<Effect> effects) throws FailureException {
    Optional<RolloutEvent> outcome = Optional.empty();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Shift shift -> outcome = Optional.of(shift(rollout, shift));
        case Effect.NameLive live -> nameLive(rollout, live.lane());
        case Effect.EndLease _ -> {
          requireOurs();
          beat.end(rollout);
        }
      }
    }
    return outcome;
  }

  /// What has to stand in this state, whoever was to see to it before.
  void comeBack(Rollout rollout) throws FailureException {
    switch (rollout.state()) {
      case RolloutState.SafetyNet _ -> {
        nameLive(rollout, rollout.live().other());
        beat.end(rollout);
      }
      case RolloutState.Shifting _ -> {
        if (rollout.policy().lease().isPresent() && beat.renew(rollout).missing().isEmpty()) {
          beat.leases(OwnerBeat.Standing.HELD);
        }
      }
      case RolloutState.Watching _, RolloutState.Held _ -> stand(rollout);
      case RolloutState.Parted parted -> {
        if (parted.to() instanceof Target.ToStage) {
          stand(rollout);
        }
      }
      case RolloutState.Returning _, RolloutState.Ended _ -> {}
    }
  }

  private void stand(Rollout rollout) throws FailureException {
    if (rollout.policy().lease().isEmpty()) {
      return;
    }
    Leases.Told told = beat.renew(rollout);
    beat.leases(OwnerBeat.Standing.HELD);
    if (!told.missing().isEmpty() && told.ranOut().isEmpty()) {
      requireOurs();
      parts.leases().arm(rollout);
    }
  }

  // --- shifts -----------------------------------------------------------------------------------

  private RolloutEvent shift(Rollout rollout, Effect.Shift shift) throws FailureException {
    Target to = shift.target();
    List<Name> nodes = parts.shifts().nodes(rollout.pool());
    if (to instanceof Target.Home) {
      // Not renewed any more: a node that cannot be reached goes home by itself.
      beat.leases(OwnerBeat.Standing.NONE);
    }
    try {
      requireOurs();
      // Where the candidate is live a lease would bring its users home.
      boolean leased =
          to instanceof Target.ToStage && !(rollout.state() instanceof RolloutState.SafetyNet);
      if (leased && rollout.policy().lease().isPresent()) {
        lease(rollout);
      }
      return read(
          rollout,
          shift,
          parts.shifts().shift(rollout.pool(), shift.split(), id, this::requireOurs));
    } catch (FailureException e) {
      if (!beat.stillOurs()) {
        throw e;
      }
      return new RolloutEvent.Refused(to, nodes, e.failure().summary());
    }
  }

  private void lease(Rollout rollout) throws FailureException {
    if (beat.leases() != OwnerBeat.Standing.HELD) {
      parts.leases().arm(rollout);
      beat.leases(OwnerBeat.Standing.HELD);
    }
  }

  /// A program that froze, and whose rollout another one took, must not move anyone any more.
  private void requireOurs() throws FailureException {
    if (!beat.ours()) {
      throw new FailureException(
          new Failure.Refused(
              "rollout",
              "Another program took this rollout over.",
              "Look at it with 'pointsman canary status'."));
    }
  }

  /// What the nodes were seen to run decides, not what they answered.
  private RolloutEvent read(Rollout rollout, Effect.Shift shift, ShiftResult result) {
    Target to = shift.target();
    NodeSplit wanted = shift.split().onNode();
    List<Name> behind =
        result.nodes().stream()
            .filter(node -> node.end() != NodeShifted.End.LEFT_OUT)
            .filter(node -> node.end() != NodeShifted.End.SEATED)
            .filter(node -> node.seen().filter(wanted::equals).isEmpty())
            .filter(node -> !(to instanceof Target.Home && isAnothers(node)))
            .map(NodeShifted::node)
            .toList();
    if (behind.isEmpty()) {
      return new RolloutEvent.Seated(to);
    }
    String why =
        result.culprit().flatMap(NodeShifted::failure).map(Failure::summary).orElse("not told");
    boolean asBefore =
        !result.told() && result.nodes().stream().allMatch(node -> asBefore(rollout, node));
    return asBefore
        ? new RolloutEvent.Refused(to, behind, why)
        : new RolloutEvent.CameApart(to, behind, why);
  }

  /// Another inventory took the node over: its users are not ours to bring home, and nothing that
  /// we do would ever move them. One whose take-over is not settled yet fails otherwise.
  private static boolean isAnothers(NodeShifted node) {
    return node.failure().filter(Failure.TakeOverNeeded.class::isInstance).isPresent();
  }

  /// A node that was not seen is as before when this is the first attempt: it was not told to go.
  private boolean asBefore(Rollout rollout, NodeShifted node) {
    if (node.end() == NodeShifted.End.LEFT_OUT) {
      return true;
    }
    if (node.seen().isEmpty()) {
      return !again;
    }
    NodeSplit seen = node.seen().get();
    // Before the first stage the salt is another, and the audience rules may be on.
    return (rollout.state() instanceof RolloutState.Shifting at && at.from() >= 0)
        ? seen.equals(rollout.splitAt(at.from()).onNode())
        : seen.green().equals(rollout.home().green());
  }

  private void nameLive(Rollout rollout, LaneColor lane) throws FailureException {
    requireOurs();
    int last = rollout.policy().stages().size() - 1;
    parts
        .lanes()
        .name(
            rollout.pool(),
            lane == rollout.live() ? rollout.home() : rollout.splitAt(last).promoted(),
            operator);
  }
}
