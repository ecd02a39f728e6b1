package pointsman.model.fleet;

/// How strict the guards are.
public enum Environment {
  /// Read-only until unlocked; everything that can hurt asks for more.
  PRODUCTION,
  /// Asks where production asks, but is not read-only.
  STAGING,
  /// Nothing needs confirming.
  DEVELOPMENT
}
