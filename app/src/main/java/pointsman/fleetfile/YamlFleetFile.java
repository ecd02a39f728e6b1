package pointsman.fleetfile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.port.FleetFileFormat;

/// The fleet file as YAML. Remembers parts that it parsed: a fleet's nodes hold the same ones. Safe
/// for all threads.
public final class YamlFleetFile implements FleetFileFormat {
  private static final long MOST_CHARACTERS = 4 << 20;

  private final Map<String, Fleet> parts = new LinkedHashMap<>(64, 0.75f, true);
  private long characters;

  @Override
  public Fleet parse(String text, String file) throws FailureException {
    return new FleetReader(text, file, true).read();
  }

  @Override
  public Fleet parsePart(String text, String file) throws FailureException {
    Optional<Fleet> seen = findPart(text);
    if (seen.isPresent()) {
      return seen.get();
    }
    Fleet part = new FleetReader(text, file, false).read();
    remember(text, part);
    return part;
  }

  private synchronized Optional<Fleet> findPart(String text) {
    return Optional.ofNullable(parts.get(text));
  }

  private synchronized void remember(String text, Fleet part) {
    if (parts.put(text, part) == null) {
      characters += text.length();
    }
    var oldest = parts.keySet().iterator();
    while (characters > MOST_CHARACTERS && oldest.hasNext()) {
      characters -= oldest.next().length();
      oldest.remove();
    }
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
