package pointsman.service.node;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import pointsman.driver.EngineDriver;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Node;

/// The drivers at hand. An engine without one is a failure, never a default.
public final class Engines {
  private final Map<EngineKind, EngineDriver> drivers = new EnumMap<>(EngineKind.class);

  /// @param drivers one for each engine
  public Engines(List<EngineDriver> drivers) {
    drivers.forEach(driver -> this.drivers.put(driver.engine(), driver));
  }

  /// The driver of a node's engine.
  public EngineDriver of(Node node) throws FailureException {
    EngineDriver driver = drivers.get(node.engine());
    if (driver == null) {
      throw new FailureException(
          new Failure.Unsupported(
              node.name().value(), "no driver for " + node.engine(), "Choose another engine."));
    }
    return driver;
  }
}
