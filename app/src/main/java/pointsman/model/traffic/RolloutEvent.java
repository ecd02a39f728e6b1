package pointsman.model.traffic;

import java.util.List;
import pointsman.model.fleet.Name;

/// What can happen to a rollout. The outcomes of a shift carry where it went, so that one that came
/// too late is known as such.
public sealed interface RolloutEvent {

  /// What an operator wants; it may be refused with a reason. The way back is none: it is always
  /// open.
  sealed interface Wish extends RolloutEvent {}

  /// Every node runs what was commanded, by evidence.
  ///
  /// @param to where they went
  record Seated(RolloutState.Target to) implements RolloutEvent {}

  /// A node refused before any was changed.
  ///
  /// @param to where they were to go
  /// @param nodes which refused
  /// @param why in words
  record Refused(RolloutState.Target to, List<Name> nodes, String why) implements RolloutEvent {
    /// Copies.
    public Refused {
      nodes = List.copyOf(nodes);
    }
  }

  /// Some nodes went, some did not.
  ///
  /// @param to where they were to go
  /// @param behind those that did not, or of which it is not known
  /// @param why in words
  record CameApart(RolloutState.Target to, List<Name> behind, String why) implements RolloutEvent {
    /// Copies.
    public CameApart {
      behind = List.copyOf(behind);
    }
  }

  /// Time passed and the gates were read.
  ///
  /// @param gates what they say
  record Tick(GateReading gates) implements RolloutEvent {}

  /// On to the next stage, now.
  ///
  /// @param who the operator
  record Promote(String who) implements Wish {}

  /// Stay at this share.
  ///
  /// @param who the operator
  record Hold(String who) implements Wish {}

  /// Go on watching.
  ///
  /// @param who the operator
  record Resume(String who) implements Wish {}

  /// One stage back.
  ///
  /// @param who the operator
  record StepBack(String who) implements Wish {}

  /// All users back to the lane that was live when it began; allowed at any time until the end.
  ///
  /// @param who the operator
  record Abort(String who) implements RolloutEvent {}

  /// Try the nodes that did not go once more.
  ///
  /// @param who the operator
  record Retry(String who) implements Wish {}

  /// Bring those that went back to where they came from.
  ///
  /// @param who the operator
  record UndoOthers(String who) implements Wish {}

  /// Live with a split fleet.
  ///
  /// @param who the operator
  record AcceptSplit(String who) implements Wish {}

  /// Nodes went back by themselves, since nobody renewed their lease.
  ///
  /// @param nodes which
  record LeaseRanOut(List<Name> nodes) implements RolloutEvent {
    /// Copies.
    public LeaseRanOut {
      nodes = List.copyOf(nodes);
    }
  }

  /// The program that owned the rollout was gone; this one took it over.
  ///
  /// @param who the operator
  record TakenOver(String who) implements RolloutEvent {}
}
