package pointsman.model.fleet;

/// What a service balances.
public enum Layer {
  /// Requests: layer 7.
  HTTP,
  /// Connections: layer 4.
  TCP,
  /// Datagrams: layer 4, Nginx only.
  UDP
}
