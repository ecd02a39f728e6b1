package pointsman.service.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pointsman.driver.Administering;
import pointsman.driver.EngineDriver;
import pointsman.driver.NodeIntent;
import pointsman.driver.Observing;
import pointsman.driver.ScriptVerbs;
import pointsman.driver.Shifting;
import pointsman.driver.StatusReader;
import pointsman.engine.plan.Observed;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.node.Ask;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeLease;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverrides;
import pointsman.port.ManifestFormat;
import pointsman.port.NodeChannels;
import pointsman.port.NodeSocket;

/// How services look at nodes and talk to them. Blocking; call it on virtual threads.
public final class NodeAccess {
  private final NodeChannels channels;
  private final Engines engines;
  private final ManifestFormat manifests;
  private final Desk desk;
  private final NodeLanes lanes;
  private final KnownFiles known;
  private final SplitReadings readings = new SplitReadings();

  /// @param lanes shared by everything that works on nodes
  public NodeAccess(
      NodeChannels channels,
      Engines engines,
      ManifestFormat manifests,
      NodeLanes lanes,
      Desk desk) {
    this.channels = channels;
    this.engines = engines;
    this.manifests = manifests;
    this.lanes = lanes;
    this.desk = desk;
    this.known = new KnownFiles(manifests);
  }

  /// The driver of a node's engine.
  public EngineDriver driver(Node node) throws FailureException {
    return engines.of(node);
  }

  /// The lanes of all nodes.
  public NodeLanes lanes() {
    return lanes;
  }

  /// Who works here.
  public Desk desk() {
    return desk;
  }

  /// Writes a manifest as its file.
  public String write(Manifest manifest) {
    return manifests.write(manifest);
  }

  /// Drops the session to a node, so that the next call makes a new one.
  public void forget(Node node) {
    channels.forget(node);
  }

  public NodeTalk open(Node node) throws FailureException {
    return new NodeTalk(
        node,
        channels.openScript(node, desk.limits().connect()),
        ScriptVerbs.setup(node, driver(node).installing().word()),
        desk.limits().answer());
  }

  /// What is on a node: status and manifest, in one round trip where they are as last seen.
  public Observed observe(Node node) throws FailureException {
    try (NodeTalk talk = open(node)) {
      List<Frame> frames = new ArrayList<>(List.of(ScriptVerbs.status()));
      boolean read = !known.knows(node.name());
      if (read) {
        frames.add(ScriptVerbs.read(Optional.empty(), Manifest.FILE));
      }
      List<ScriptAnswer> answers = talk.exchange(frames, desk.limits().answer());
      NodeStatus status = StatusReader.read(node.name(), answers.getFirst());
      Optional<Manifest> manifest =
          read
              ? known.manifest(node, answers.get(1))
              : known.manifest(node, talk, status, desk.limits().answer());
      return new Observed(status, manifest, Map.of(), -1);
    }
  }

  /// What is known of files by their sums.
  public KnownFiles known() {
    return known;
  }

  /// The files of a node's current release, by name; only those that were never seen are read.
  public Map<String, String> currentFiles(Node node, NodeStatus status) throws FailureException {
    Map<String, String> texts = new HashMap<>();
    Set<String> unknown = known.find(status, texts);
    if (!unknown.isEmpty()) {
      Map<String, String> read = files(node, Optional.empty(), unknown);
      read.forEach((name, text) -> known.remember(status.files().getOrDefault(name, ""), text));
      texts.putAll(read);
    }
    return texts;
  }

  /// The files of a release on a node, by name; its manifest among them.
  public Map<String, String> files(Node node, Optional<ReleaseId> release, Set<String> names)
      throws FailureException {
    List<String> ordered = List.copyOf(new TreeSet<>(names));
    try (NodeTalk talk = open(node)) {
      List<Frame> frames = new ArrayList<>();
      ordered.forEach(name -> frames.add(ScriptVerbs.read(release, name)));
      List<ScriptAnswer> answers = talk.exchange(frames, desk.limits().answer());
      Map<String, String> texts = new HashMap<>();
      for (int i = 0; i < ordered.size(); i++) {
        if (answers.get(i).ok()) {
          texts.put(ordered.get(i), answers.get(i).text());
        }
      }
      return texts;
    }
  }

  /// A manifest from its text.
  public Manifest read(Node node, String json) throws FailureException {
    return manifests.read(json, node.name().value());
  }

  /// Which optional features a node's engine has; asked there, so keep the answer with the version.
  public Set<String> features(Node node) throws FailureException {
    Map<String, String> probes = driver(node).installing().featureProbes(node);
    List<String> names = List.copyOf(new TreeSet<>(probes.keySet()));
    if (names.isEmpty()) {
      return Set.of();
    }
    try (NodeTalk talk = open(node)) {
      List<Frame> frames = new ArrayList<>();
      names.forEach(name -> frames.add(ScriptVerbs.probe(probes.getOrDefault(name, ""))));
      List<ScriptAnswer> answers = talk.exchange(frames, desk.limits().check());
      Set<String> features = new TreeSet<>();
      for (int i = 0; i < names.size(); i++) {
        if (answers.get(i).ok()) {
          features.add(names.get(i));
        } else if (!answers.get(i).code().equals("invalid")) {
          talk.require("probe", answers.get(i));
        }
      }
      return features;
    }
  }

  /// Asks what can be reached from a node, over connections of its own.
  public List<Outcome<String>> ask(Node node, List<Ask> asks) throws FailureException {
    return channels.ask(node, asks, true, desk.limits().answer());
  }

  /// The leases that a node tells.
  public List<NodeLease> leases(Node node) throws FailureException {
    try (NodeTalk talk = open(node)) {
      return StatusReader.leases(talk.ask(ScriptVerbs.status()));
    }
  }

  /// The splits that run on a node, over new connections.
  public Shifting.SplitSight splits(Node node, List<Name> pools) throws FailureException {
    Shifting shifting = driver(node).shifting();
    List<Ask> asks = shifting.asks(node, pools);
    Shifting.SplitSight sight =
        shifting.read(node, pools, channels.ask(node, asks, true, desk.limits().answer()));
    readings.take(node.name(), sight);
    return sight;
  }

  /// What {@link #splits} was told last.
  public SplitReadings readings() {
    return readings;
  }

  /// A connection of one's own to a socket on a node.
  public NodeSocket socket(Node node, FilePath path) throws FailureException {
    return channels.openSocket(node, path, desk.limits().connect());
  }

  /// Whether a connection made from a node reaches each of these servers; an answer each.
  public List<Outcome<String>> connect(Node node, List<Server> servers, Duration limit)
      throws FailureException {
    List<Ask> asks =
        servers.stream().<Ask>map(server -> new Ask.Connect(server.endpoint(), limit)).toList();
    return askAgain(node, asks);
  }

  /// Asks what runs on a node, over kept connections.
  public List<Outcome<String>> askAgain(Node node, List<Ask> asks) throws FailureException {
    return channels.ask(node, asks, false, desk.limits().answer());
  }

  /// The open connections of a running load balancer.
  public long connections(Node node) throws FailureException {
    Observing observing = driver(node).observing();
    return observing.connections(
        node, channels.ask(node, observing.busyAsks(node), false, desk.limits().answer()));
  }

  /// The release that the running load balancer tells of itself, over new connections: a kept one
  /// may still end on a worker of before.
  public String running(Node node) throws FailureException {
    Observing observing = driver(node).observing();
    return observing.release(
        node, channels.ask(node, observing.releaseAsks(node), true, desk.limits().answer()));
  }

  /// What runs against what was planned, over new connections.
  ///
  /// @param standing how servers are to differ from it at run time
  public Observing.Evidence evidence(
      Node node, List<Pool> pools, ReleaseId release, ServerOverrides standing)
      throws FailureException {
    Observing observing = driver(node).observing();
    List<Ask> asks = observing.evidenceAsks(node, pools);
    List<Outcome<String>> answers = channels.ask(node, asks, true, desk.limits().answer());
    return observing.compare(node, pools, release.value(), standing, answers);
  }

  /// The servers as they run, over new connections.
  public Administering.AdminSight servers(Node node, List<Pool> pools) throws FailureException {
    Administering administering = driver(node).administering();
    List<Outcome<String>> answers =
        channels.ask(node, administering.asks(node), true, desk.limits().answer());
    return administering.read(node, pools, answers);
  }

  /// Tells the running load balancer something, over a new connection.
  public List<Outcome<String>> tell(Node node, List<Ask.Socket> commands) throws FailureException {
    return channels.ask(node, List.copyOf(commands), true, desk.limits().answer());
  }

  /// The run-time files of a release that hold what stands of its servers.
  ///
  /// @param modules what the node's engine tells of its build
  /// @param config the release's main file
  public Map<String, String> serverFiles(
      Node node, Manifest release, String modules, String config, ServerOverrides standing)
      throws FailureException {
    return driver(node)
        .administering()
        .files(intent(node, release, modules), release.release().value(), config, standing);
  }

  /// What a release serves.
  public static NodeIntent intent(Node node, Manifest release, String modules) {
    return new NodeIntent(
        node, release.version(), modules, release.features(), release.services(), release.pools());
  }
}
