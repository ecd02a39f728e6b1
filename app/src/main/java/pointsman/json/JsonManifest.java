package pointsman.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.InvalidValueException;
import pointsman.model.Printable;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.ReleaseId;
import pointsman.port.FleetFileFormat;
import pointsman.port.ManifestFormat;

/// A manifest as JSON that people can read too; services and pools stand in it as a fleet file. Keys that
/// are not known are left alone. Safe for all threads.
public final class JsonManifest implements ManifestFormat {
  private final ObjectMapper mapper = new ObjectMapper();
  private final FleetFileFormat fleetFile;

  /// @param fleetFile how services and pools are written
  public JsonManifest(FleetFileFormat fleetFile) {
    this.fleetFile = fleetFile;
  }

  @Override
  public String write(Manifest manifest) {
    ObjectNode root = mapper.createObjectNode();
    root.put("format", 1);
    root.put("release", manifest.release().value());
    root.put("parent", manifest.parent().map(ReleaseId::value).orElse(null));
    root.put("operator", manifest.operator());
    root.put("inventory", manifest.inventory());
    root.put("at", manifest.at().toString());
    root.put("contentHash", manifest.contentHash());
    root.put("version", manifest.version());
    manifest.features().forEach(root.putArray("features")::add);
    ObjectNode files = root.putObject("files");
    manifest.files().forEach(files::put);
    root.put(
        "fleet",
        fleetFile.write(
            new Fleet(
                Environment.DEVELOPMENT, java.util.List.of(), manifest.services(), manifest.pools())));
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  @Override
  public Manifest read(String json, String where) throws FailureException {
    try {
      JsonNode root = mapper.readTree(json);
      if (root.path("format").asInt(0) != 1) {
        throw refused(where, "its format is not 1", new IllegalArgumentException("format"));
      }
      Map<String, String> files = new TreeMap<>();
      root.path("files").properties().forEach(file -> files.put(file.getKey(), file.getValue().asText()));
      TreeSet<String> features = new TreeSet<>();
      root.path("features").forEach(feature -> features.add(feature.asText()));
      Fleet fleet = fleetFile.parsePart(root.path("fleet").asText(""), where + ": " + Manifest.FILE);
      String parent = root.path("parent").asText("");
      return new Manifest(
          new ReleaseId(root.path("release").asText("")),
          parent.isEmpty() || parent.equals("null") ? Optional.empty() : Optional.of(new ReleaseId(parent)),
          Printable.line(root.path("operator").asText("")),
          root.path("inventory").asText(""),
          Instant.parse(root.path("at").asText("")),
          root.path("contentHash").asText(""),
          files,
          root.path("version").asText(""),
          features,
          fleet.services(),
          fleet.pools());
    } catch (JsonProcessingException | InvalidValueException | DateTimeException e) {
      throw refused(where, Printable.line(String.valueOf(e.getMessage())), e);
    }
  }

  private static FailureException refused(String where, String problem, Exception cause) {
    return new FailureException(
        new Failure.BadInput(where + ": " + Manifest.FILE, 0, "", problem, "a manifest that Pointsman wrote"), cause);
  }
}
