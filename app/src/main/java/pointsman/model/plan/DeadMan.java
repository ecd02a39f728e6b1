package pointsman.model.plan;

import java.time.Instant;
import java.util.Optional;

/// The record of a commit that is not confirmed yet, or of what the dead-man did. A power cut, a
/// full disk or a hand may have damaged it: then it does not tell every part.
///
/// @param state how far it is
/// @param release the release that was committed
/// @param previous the release it goes back to
/// @param deadline when it fires
/// @param alive whether its process runs
/// @param result what it did, once fired
public record DeadMan(
    State state,
    Optional<ReleaseId> release,
    Optional<ReleaseId> previous,
    Optional<Instant> deadline,
    boolean alive,
    String result) {

  /// Whether it does not tell what to go back from, or where to.
  public boolean damaged() {
    return release.isEmpty() || previous.isEmpty();
  }

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
