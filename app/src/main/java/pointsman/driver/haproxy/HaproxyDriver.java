package pointsman.driver.haproxy;

import pointsman.driver.Administering;
import pointsman.driver.Counting;
import pointsman.driver.EngineDriver;
import pointsman.driver.Installing;
import pointsman.driver.Observing;
import pointsman.driver.Rendering;
import pointsman.driver.Shifting;
import pointsman.model.fleet.EngineKind;

/// Everything Pointsman knows of HAProxy.
public final class HaproxyDriver implements EngineDriver {
  @Override
  public EngineKind engine() {
    return EngineKind.HAPROXY;
  }

  @Override
  public Rendering rendering() {
    return new HaproxyRendering();
  }

  @Override
  public Installing installing() {
    return new HaproxyInstalling();
  }

  @Override
  public Observing observing() {
    return new HaproxyObserving();
  }

  @Override
  public Counting counting() {
    return new HaproxyCounting();
  }

  @Override
  public Shifting shifting() {
    return new HaproxyShifting();
  }

  @Override
  public Administering administering() {
    return new HaproxyAdministering();
  }
}
