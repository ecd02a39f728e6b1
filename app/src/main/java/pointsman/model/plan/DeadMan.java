package pointsman.model.plan;

import java.time.Instant;

/// The record of a commit that is not confirmed yet, or of what the dead-man did.
///
/// @param state how far it is
/// @param release the release that was committed
/// @param previous the release it goes back to
/// @param deadline when it fires
/// @param alive whether its process runs
/// @param result what it did, once fired
public record DeadMan(
    State state,
    ReleaseId release,
    ReleaseId previous,
    Instant deadline,
    boolean alive,
    String result) {

  /// How far a dead-man is.
  public enum State {
    /// Armed, waits for a confirm.
    PENDING,
    /// Going back right now.
    FIRING,
    /// Went back; nobody was told yet.
    FIRED
  }
}
