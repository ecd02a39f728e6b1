package pointsman.json;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.ReleaseId;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;
import pointsman.port.FleetFileFormat;
import pointsman.port.ManifestFormat;

/// The manifest as JSON; what was deployed stands in it as lines of a fleet file. Keys of later
/// versions are ignored, a later format is refused. Safe for all threads.
public final class JsonManifest implements ManifestFormat {
  private static final long FORMAT = 1;

  private final JsonText text = new JsonText();
  private final FleetFileFormat fleetFile;

  /// What was read and written last: the nodes of a fleet mostly have the same services.
  private volatile Read lastRead = new Read("", Optional.empty());

  private volatile Written lastWritten =
      new Written(List.of(), List.of(), new JsonText.Written("[]"));

  /// @param fleetFile writes and reads what was deployed
  public JsonManifest(FleetFileFormat fleetFile) {
    this.fleetFile = fleetFile;
  }

  @Override
  public String write(Manifest manifest) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("format", FORMAT);
    // First, since the manifests of a fleet's nodes mostly share it: a sum of them is taken once.
    object.put("fleet", part(manifest.services(), manifest.pools()));
    object.put("release", manifest.release());
    object.put("parent", manifest.parent());
    object.put("operator", manifest.operator());
    object.put("inventory", manifest.inventory());
    object.put("at", manifest.at());
    object.put("contentHash", manifest.contentHash());
    object.put("version", manifest.version());
    object.put("features", manifest.features());
    object.put("files", manifest.files());
    return text.write(object, true) + "\n";
  }

  private record Written(List<Service> services, List<Pool> pools, JsonText.Written part) {
    /// Whether these are the very same objects: cheaper to see than whether they are alike.
    boolean isOf(List<Service> otherServices, List<Pool> otherPools) {
      return same(services, otherServices) && same(pools, otherPools);
    }

    // Whether they are alike is what would cost.
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(List<?> one, List<?> other) {
      for (int i = 0; i < one.size() && one.size() == other.size(); i++) {
        if (one.get(i) != other.get(i)) {
          return false;
        }
      }
      return one.size() == other.size() && !one.isEmpty();
    }
  }

  private JsonText.Written part(List<Service> services, List<Pool> pools) {
    Written last = lastWritten;
    if (!last.isOf(services, pools)) {
      Fleet part = new Fleet(Environment.DEVELOPMENT, List.of(), services, pools);
      List<String> lines = fleetFile.writePart(part).lines().toList();
      String document = text.write(Map.of("fleet", lines), true);
      String array = document.substring(document.indexOf('['), document.lastIndexOf(']') + 1);
      last = new Written(services, pools, new JsonText.Written(array));
      lastWritten = last;
    }
    return last.part();
  }

  /// @param text of a member of the document, from its key to the end of its list
  private record Read(String text, Optional<Fleet> part) {
    private static final String BEGIN = "\n  \"fleet\": [";
    private static final String END = "\n  ]";

    /// What stands for a member that was read before, while the rest is read.
    static final String AGAIN = "# as read before";

    static final String MEMBER_AGAIN = BEGIN + '"' + AGAIN + "\"]";

    /// Where such a member begins and ends, as this class writes it.
    static Optional<String> find(String json) {
      int at = json.indexOf(BEGIN);
      int end = json.indexOf(END, Math.max(at, 0));
      return at < 0 || end < 0 ? Optional.empty() : Optional.of(json.substring(at, end + 4));
    }
  }

  /// What was deployed. The same text as was read last means the same, and is not read again.
  private Fleet part(Keys keys, String json, String where) throws IOException, FailureException {
    Fleet part = fleetFile.parsePart(String.join("\n", keys.texts("fleet")), where);
    Optional<String> member = Read.find(json);
    if (member.isPresent()
        && new Keys(text.read("{" + member.get() + "}"))
            .texts("fleet")
            .equals(keys.texts("fleet"))) {
      lastRead = new Read(member.get(), Optional.of(part));
    }
    return part;
  }

  @Override
  public Manifest read(String json, String where) throws FailureException {
    String file = where + " " + Manifest.FILE;
    try {
      Read last = lastRead;
      int at = last.part().isPresent() ? json.indexOf(last.text()) : -1;
      int after = at + last.text().length();
      Keys keys =
          new Keys(
              text.read(
                  at < 0
                      ? json
                      : json.substring(0, at) + Read.MEMBER_AGAIN + json.substring(after)));
      if (keys.number("format") != FORMAT) {
        throw new FailureException(
            new Failure.Unsupported(
                where,
                "its manifest has format "
                    + keys.number("format")
                    + "; this version reads "
                    + FORMAT,
                "Use the version of Pointsman that deployed it, or a later one."));
      }
      Fleet part =
          at >= 0 && keys.texts("fleet").equals(List.of(Read.AGAIN))
              ? last.part().orElseThrow()
              : part(keys, json, file + ", key 'fleet'");
      return new Manifest(
          new ReleaseId(keys.text("release")),
          keys.findText("parent").map(ReleaseId::new),
          keys.text("operator"),
          keys.text("inventory"),
          Instant.parse(keys.text("at")),
          keys.text("contentHash"),
          keys.map("files"),
          keys.text("version"),
          new LinkedHashSet<>(keys.texts("features").stream().map(Printable::line).toList()),
          part.services(),
          part.pools());
    } catch (IOException | DateTimeException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    } catch (InvalidValueException e) {
      throw unreadable(file, e.problem() + "; expected " + e.expected(), e);
    }
  }

  private static FailureException unreadable(String file, String why, Throwable cause) {
    String first = why.lines().findFirst().orElse("it is no manifest");
    return new FailureException(
        new Failure.BadInput(
            Printable.line(file),
            0,
            "",
            Printable.line(first),
            "a manifest as Pointsman writes it"),
        cause);
  }

  /// The keys of the document, each of the type that it must have.
  private record Keys(Map<?, ?> map) {
    Keys(Object document) {
      this(document instanceof Map<?, ?> keys ? keys : Map.of());
    }

    Optional<String> findText(String key) {
      return map.get(key) instanceof String value
          ? Optional.of(Printable.line(value))
          : Optional.empty();
    }

    String text(String key) {
      return findText(key)
          .orElseThrow(() -> new InvalidValueException("'" + key + "' is missing", "a text"));
    }

    long number(String key) {
      if (map.get(key) instanceof Long value) {
        return value;
      }
      throw new InvalidValueException("'" + key + "' is missing", "a number");
    }

    List<String> texts(String key) {
      if (map.get(key) instanceof String text) {
        return text.lines().toList();
      }
      if (map.get(key) instanceof List<?> items) {
        return items.stream().map(String::valueOf).toList();
      }
      throw new InvalidValueException("'" + key + "' is missing", "a list");
    }

    Map<String, String> map(String key) {
      if (map.get(key) instanceof Map<?, ?> entries) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries.forEach((name, value) ->
            texts.put(Printable.line(String.valueOf(name)), Printable.line(String.valueOf(value))));
        return texts;
      }
      throw new InvalidValueException("'" + key + "' is missing", "keys and values");
    }
  }
}
