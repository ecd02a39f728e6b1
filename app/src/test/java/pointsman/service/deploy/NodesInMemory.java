package pointsman.service.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import pointsman.driver.haproxy.HaproxyDriver;
import pointsman.driver.nginx.NginxDriver;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.json.JsonManifest;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.node.Ask;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.ReleaseId;
import pointsman.port.NodeChannels;
import pointsman.port.NodeScript;
import pointsman.port.NodeSocket;
import pointsman.service.node.Desk;
import pointsman.service.node.Engines;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLanes;
import pointsman.service.node.Sha256;

/// Nodes whose releases lie in memory; their scripts answer STATUS and READ. Some are silent.
public final class NodesInMemory implements NodeChannels {
  private final Map<Name, SortedMap<ReleaseId, Map<String, String>>> releases = new HashMap<>();
  private final Set<Name> silent = new HashSet<>();
  private final JsonManifest manifests = new JsonManifest(new YamlFleetFile());

  /// The way that services take to them.
  public NodeAccess access() {
    return new NodeAccess(
        this,
        new Engines(List.of(new HaproxyDriver(), new NginxDriver())),
        manifests,
        new NodeLanes(8),
        new Desk("ana@desk", Clock.systemUTC(), Desk.Limits.defaults()));
  }

  /// Lays a release on a node; the last one is its current one.
  ///
  /// @param hash of its content, as its manifest says
  void put(Name node, ReleaseId release, String hash, String config) {
    Manifest manifest =
        new Manifest(
            release,
            Optional.empty(),
            "ana",
            "inventory",
            Instant.EPOCH,
            hash,
            Map.of("haproxy.cfg", Sha256.of(config)),
            "2.6.12",
            Set.of(),
            List.of(),
            List.of());
    releases
        .computeIfAbsent(node, _ -> new TreeMap<>())
        .put(
            release,
            new HashMap<>(Map.of(Manifest.FILE, manifests.write(manifest), "haproxy.cfg", config)));
  }

  /// As a hand does that edits a release on a node.
  void edit(Name node, ReleaseId release, String config) {
    releases
        .getOrDefault(node, new TreeMap<>())
        .computeIfPresent(
            release,
            (_, files) ->
                Map.of(
                    Manifest.FILE, files.getOrDefault(Manifest.FILE, ""), "haproxy.cfg", config));
  }

  /// It cannot be reached any more.
  void silence(Name node) {
    silent.add(node);
  }

  @Override
  public NodeScript openScript(Node node, Duration limit) throws FailureException {
    if (silent.contains(node.name())) {
      throw new FailureException(new Failure.Unreachable(node.name(), "it is silent"));
    }
    SortedMap<ReleaseId, Map<String, String>> there =
        releases.getOrDefault(node.name(), new TreeMap<>());
    return new NodeScript() {
      @Override
      public List<ScriptAnswer> exchange(List<Frame> frames, Duration within) {
        List<ScriptAnswer> answers = new ArrayList<>();
        frames.forEach(frame -> answers.add(answer(frame, there)));
        return answers;
      }

      @Override
      public void close() {}
    };
  }

  private static ScriptAnswer answer(Frame frame, SortedMap<ReleaseId, Map<String, String>> there) {
    ScriptAnswer asked = new ScriptAnswer(true, "", new String(frame.payload(), UTF_8));
    return switch (frame.verb()) {
      case "SETUP" -> new ScriptAnswer(true, "", "");
      case "STATUS" -> new ScriptAnswer(true, "", status(there));
      case "READ" -> read(asked, there);
      default -> new ScriptAnswer(false, "bad", "unknown verb");
    };
  }

  private static String status(SortedMap<ReleaseId, Map<String, String>> there) {
    StringBuilder text = new StringBuilder("uid 0\nmaster 1\nworkers 2\n");
    if (!there.isEmpty()) {
      text.append("current ").append(there.lastKey()).append('\n');
    }
    there.keySet().forEach(release -> text.append("release ").append(release).append('\n'));
    return text.toString();
  }

  private static ScriptAnswer read(
      ScriptAnswer asked, SortedMap<ReleaseId, Map<String, String>> there) {
    String release = asked.find("release").orElseThrow();
    Optional<String> text =
        release.equals("current") && there.isEmpty()
            ? Optional.empty()
            : Optional.ofNullable(
                    there.get(release.equals("current") ? there.lastKey() : new ReleaseId(release)))
                .map(files -> files.get(asked.find("name").orElseThrow()));
    return text.map(found -> new ScriptAnswer(true, "", found))
        .orElseGet(() -> new ScriptAnswer(false, "missing", "no such file"));
  }

  @Override
  public List<Outcome<String>> ask(Node node, List<Ask> asks, boolean fresh, Duration limit) {
    throw new UnsupportedOperationException("nothing runs here");
  }

  @Override
  public NodeSocket openSocket(Node node, FilePath path, Duration limit) {
    throw new UnsupportedOperationException("nothing runs here");
  }

  @Override
  public void forget(Node node) {}

  @Override
  public void close() {}
}
