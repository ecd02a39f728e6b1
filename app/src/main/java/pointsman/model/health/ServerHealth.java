package pointsman.model.health;

import java.time.Instant;

/// The state of a server as one node sees it. Unknown is never green.
public sealed interface ServerHealth {

  /// Serves.
  record Up() implements ServerHealth {}

  /// On its way up or down, or seen differently by different nodes.
  ///
  /// @param why in words
  record Degraded(String why) implements ServerHealth {}

  /// Does not serve.
  ///
  /// @param why in words, such as `L4CON`
  record Down(String why) implements ServerHealth {}

  /// Serves its old users only.
  record Draining() implements ServerHealth {}

  /// Taken out by an operator.
  record Maintenance() implements ServerHealth {}

  /// Not known.
  ///
  /// @param since the last time something was known; the epoch when never
  /// @param why in words
  record Stale(Instant since, String why) implements ServerHealth {}
}
