package pointsman.model.fleet;

/// How a server of a lane is chosen.
public enum Balance {
  /// In turn.
  ROUNDROBIN,
  /// The one with the fewest connections.
  LEASTCONN,
  /// By the client's address.
  SOURCE,
  /// By the request's path; layer 7 only.
  URI,
  /// By chance, the better of two.
  RANDOM
}
