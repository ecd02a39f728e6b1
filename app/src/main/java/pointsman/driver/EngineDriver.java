package pointsman.driver;

import pointsman.model.fleet.EngineKind;

/// Everything Pointsman knows of one kind of load balancer.
public interface EngineDriver {
  /// Which one.
  EngineKind engine();

  /// How its config comes about.
  Rendering rendering();

  /// How a release gets onto a node.
  Installing installing();

  /// How a running one is looked at.
  Observing observing();

  /// How what its lanes do is counted.
  Counting counting();

  /// How the traffic of its pools is divided.
  Shifting shifting();

  /// How its servers are drained, taken out and weighted.
  Administering administering();
}
