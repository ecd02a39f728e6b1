package pointsman.model.plan;

/// The named steps of a deploy on one node, in order. The journal holds each; one that changes the
/// node, before it is done.
public enum Phase {
  /// Not begun.
  WAITING,
  /// Lock taken, files sent and checked by hash.
  UPLOADING,
  /// The load balancer judges the candidate.
  CHECKING,
  /// All is ready; waits for the wave.
  PREPARED,
  /// The dead-man is armed, the release flips, the load balancer reloads.
  COMMITTING,
  /// What runs is compared with the plan.
  VERIFYING,
  /// The dead-man is being disarmed.
  CONFIRMING,
  /// Confirmed from evidence.
  DONE,
  /// Going back.
  REVERTING,
  /// Ended without the new release.
  ENDED;

  /// Whether the node is changed by it. Of the others nothing is left to mend when they are not
  /// written down: the step before and the node itself say as much.
  public boolean changesTheNode() {
    return switch (this) {
      case UPLOADING, COMMITTING, CONFIRMING, REVERTING -> true;
      case WAITING, CHECKING, PREPARED, VERIFYING, DONE, ENDED -> false;
    };
  }
}
