package pointsman.driver.nginx;

import pointsman.driver.Administering;
import pointsman.driver.Counting;
import pointsman.driver.EngineDriver;
import pointsman.driver.Installing;
import pointsman.driver.Observing;
import pointsman.driver.Rendering;
import pointsman.driver.Shifting;
import pointsman.model.fleet.EngineKind;

/// Everything Pointsman knows of Nginx.
public final class NginxDriver implements EngineDriver {
  @Override
  public EngineKind engine() {
    return EngineKind.NGINX;
  }

  @Override
  public Rendering rendering() {
    return new NginxRendering();
  }

  @Override
  public Installing installing() {
    return new NginxInstalling();
  }

  @Override
  public Observing observing() {
    return new NginxObserving();
  }

  @Override
  public Counting counting() {
    return new NginxCounting();
  }

  @Override
  public Shifting shifting() {
    return new NginxShifting();
  }

  @Override
  public Administering administering() {
    return new NginxAdministering();
  }
}
