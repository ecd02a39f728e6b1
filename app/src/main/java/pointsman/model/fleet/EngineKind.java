package pointsman.model.fleet;

/// Which load balancer a node runs.
public enum EngineKind {
  /// HAProxy 2.4 or later.
  HAPROXY,
  /// Nginx open source 1.18 or later.
  NGINX
}
