package pointsman.model.plan;

/// The named steps of a deploy on one node, in order. The journal holds each before it is done.
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
  ENDED
}
