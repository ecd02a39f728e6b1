package pointsman.port;

/// Makes real requests at a steady rate and counts honestly: no retries, every request that was not
/// answered right is a failure with its kind.
public interface LoadTool {
  /// Starts; returns at once. The run has threads of its own.
  LoadRun start(LoadOrder order);
}
