package pointsman.model.fleet;

/// With whose rights a node is changed.
public enum Privilege {
  /// The SSH user is root.
  ROOT,
  /// Through the one sudoers rule.
  SUDO,
  /// The SSH user owns the load balancer.
  NONE
}
