package pointsman.model.plan;

import java.time.Duration;
import pointsman.model.fleet.Name;

/// A lease on a pool's users as a node tells it: unless it is renewed in time, the node brings them
/// home to the live lane by itself.
///
/// @param pool whose users
/// @param state how far it is
/// @param left until it runs out; 0 once it did
/// @param alive whether its process runs; an armed one without is settled by the next renewal
/// @param result what was done, once fired
public record NodeLease(Name pool, State state, Duration left, boolean alive, String result) {

  /// How far a lease is.
  public enum State {
    /// It waits to be renewed.
    ARMED,
    /// It ran out; the users are being brought home.
    FIRING,
    /// It ran out and the node acted; nobody was told yet.
    FIRED
  }
}
