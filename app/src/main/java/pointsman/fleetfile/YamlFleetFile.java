package pointsman.fleetfile;

import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.port.FleetFileFormat;

/// The fleet file as YAML. Holds no state; safe for all threads.
public final class YamlFleetFile implements FleetFileFormat {
  @Override
  public Fleet parse(String text, String file) throws FailureException {
    return new FleetReader(text, file, true).read();
  }

  @Override
  public Fleet parsePart(String text, String file) throws FailureException {
    return new FleetReader(text, file, false).read();
  }

  @Override
  public String write(Fleet fleet) {
    return new FleetWriter().whole(fleet);
  }

  @Override
  public String writePart(Fleet fleet) {
    return new FleetWriter().lists(fleet);
  }
}
