package pointsman.model.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import pointsman.model.fleet.Name;
import pointsman.model.value.InvalidValueException;

/// Where a rollout is. Written down before anything is done about it.
public sealed interface RolloutState {

  /// The nodes are being brought to a stage.
  ///
  /// @param stage the one they go to
  /// @param from the one they come from; -1: the live lane
  record Shifting(int stage, int from) implements RolloutState {}

  /// The nodes agree; the stage is watched.
  ///
  /// @param stage which
  /// @param since when
  record Watching(int stage, Instant since) implements RolloutState {}

  /// The share stays; the gates still count.
  ///
  /// @param stage which
  /// @param watched how long it had been watched before
  /// @param why it is held
  record Held(int stage, Duration watched, Reason why) implements RolloutState {}

  /// All users are being brought back to the live lane.
  ///
  /// @param why they are
  record Returning(Reason why) implements RolloutState {}

  /// Some nodes went, some did not.
  ///
  /// @param to where they were to go
  /// @param from the stage before; -1: the live lane
  /// @param behind the nodes that did not go, or of which it is not known
  /// @param why in words
  record Parted(Target to, int from, List<Name> behind, String why) implements RolloutState {
    /// Copies, and refuses a fleet that is not split.
    public Parted {
      behind = List.copyOf(behind);
      if (behind.isEmpty()) {
        throw new InvalidValueException("a split fleet without nodes", "at least one node");
      }
    }
  }

  /// The candidate is live; the former live lane stays ready.
  ///
  /// @param since the promotion
  /// @param until it is kept
  record SafetyNet(Instant since, Instant until) implements RolloutState {}

  /// It is over.
  ///
  /// @param how it ended
  record Ended(End how) implements RolloutState {}

  /// Where nodes were to go.
  sealed interface Target {
    /// A stage.
    ///
    /// @param stage which
    record ToStage(int stage) implements Target {}

    /// Back to the live lane.
    ///
    /// @param why they were
    record Home(Reason why) implements Target {}
  }

  /// How a rollout ended.
  sealed interface End {
    /// The candidate is live and the safety net is over.
    record Kept() implements End {}

    /// All users are on the lane that was live before.
    ///
    /// @param why they are
    record Back(Reason why) implements End {}

    /// It never began: a node refused and nothing was changed.
    ///
    /// @param why it did
    record NeverBegan(Reason why) implements End {}
  }
}
