package pointsman.service.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pointsman.driver.EngineDriver;
import pointsman.engine.plan.DeployPlanner;
import pointsman.engine.plan.Observed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NamedLimit;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Inventory;
import pointsman.port.Journal;
import pointsman.port.TrafficStore;
import pointsman.service.node.FanOut;
import pointsman.service.node.LostServers;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.Sha256;
import pointsman.service.shift.FirstSplits;

/// What was deployed when, and the way back to it. Blocking; call it on virtual threads.
public final class HistoryService {
  private static final int RECENT = 50;

  private final Inventory inventory;
  private final Journal journal;
  private final NodeAccess access;
  private final TrafficStore store;

  /// @param store what is commanded of the traffic
  /// @param access how nodes are reached
  public HistoryService(
      Inventory inventory, Journal journal, TrafficStore store, NodeAccess access) {
    this.store = store;
    this.inventory = inventory;
    this.journal = journal;
    this.access = access;
  }

  /// The latest runs, newest first.
  public List<Journal.Run> runs(int limit) throws FailureException {
    return journal.runs(limit);
  }

  /// Another one whenever a run began, took a step or ended, here or in another program; quick.
  public String mark() throws FailureException {
    return journal.mark();
  }

  /// Those of the latest runs whose programs live, this one or another.
  public Set<String> underWay() throws FailureException {
    Set<String> living = new TreeSet<>();
    for (Journal.Run run : journal.openRuns(RECENT)) {
      Optional<Journal.Claim> gone = journal.claim(run.id());
      if (gone.isPresent()) {
        gone.get().close();
      } else {
        living.add(run.id());
      }
    }
    return living;
  }

  /// The releases that lie on a node, oldest first, with the current one.
  public Observed releases(Name name) throws FailureException {
    return access.observe(loadNode(inventory.load(), name));
  }

  /// The way back, not taken yet.
  ///
  /// @param plan deploy it as any other
  /// @param stay the nodes that it leaves as they are, with the reason
  public record WayBack(DeployPlan plan, Map<Name, String> stay) {
    /// Copies.
    public WayBack {
      stay = Collections.unmodifiableMap(new LinkedHashMap<>(stay));
    }
  }

  /// Plans the way back: to a release, on every node that ran it; or, given a run's id, to what
  /// each node that it changed ran before it.
  public DeployPlan planRevert(String releaseOrRun) throws FailureException {
    return planRevert(releaseOrRun, Set.of()).plan();
  }

  /// The same for some nodes.
  ///
  /// @param only these, whatever they ran; empty: all
  public WayBack planRevert(String releaseOrRun, Set<Name> only) throws FailureException {
    Fleet fleet = inventory.load();
    List<Journal.Run> runs = journal.runs(Undo.RUNS);
    RevertTargets whole = RevertTargets.of(fleet, runs, releaseOrRun, Set.of());
    RevertTargets back = only.isEmpty() ? whole : RevertTargets.of(fleet, runs, releaseOrRun, only);
    String purpose = "revert " + releaseOrRun + NodesInWords.of(whole.nodes(), only);
    return plan(fleet, runs, back, purpose);
  }

  /// The same for all but some nodes.
  public WayBack planRevertWithout(String releaseOrRun, Set<Name> left) throws FailureException {
    Fleet fleet = inventory.load();
    List<Journal.Run> runs = journal.runs(Undo.RUNS);
    RevertTargets whole = RevertTargets.of(fleet, runs, releaseOrRun, Set.of());
    RevertTargets back = whole.without(releaseOrRun, left);
    String purpose = "revert " + releaseOrRun + NodesInWords.of(whole.nodes(), back.nodes());
    return plan(fleet, runs, back, purpose);
  }

  private WayBack plan(Fleet fleet, List<Journal.Run> runs, RevertTargets back, String purpose)
      throws FailureException {
    Instant now = access.desk().clock().instant();
    String id = inventory.id();
    Instant second = new ReleaseSeconds(journal, access.desk().clock()).next();
    KeptReleases releases = new KeptReleases(access, fleet, runs);
    Map<Name, Outcome<NodePlan>> plans =
        FanOut.all(
            List.copyOf(back.targets().entrySet()),
            target -> target.getKey().name(),
            target -> planNode(fleet, releases, target.getKey(), target.getValue(), id, second));
    DeployPlan plan = DeployPlanner.together(now, purpose, plans);
    return new WayBack(plan, back.stay());
  }

  private NodePlan planNode(
      Fleet fleet,
      KeptReleases releases,
      Node node,
      ReleaseId target,
      String inventoryId,
      Instant second)
      throws FailureException {
    Observed observed = new LostServers(access).recover(node, access.observe(node));
    KeptReleases.Kept kept = releases.load(node, target, observed);
    Release again =
        new FirstSplits(store, access, fleet)
            .into(restamp(kept, observed.status(), second, inventoryId), node, observed.manifest());
    if (DeployPlanner.isThere(again, observed, inventoryId)) {
      observed = new RunningLook(access).at(node, observed);
    }
    if (!DeployPlanner.isThere(again, observed, inventoryId)) {
      observed = new CloserLook(access).at(node, observed);
    }
    EngineDriver driver = access.driver(node);
    List<String> notes = new ArrayList<>(driver.installing().reloadNotes());
    kept.instead().ifPresent(notes::addFirst);
    List<NamedLimit> limits =
        kept.manifest().inventory().isEmpty()
            ? List.of()
            : driver
                .rendering()
                .limits(NodeAccess.intent(node, again.manifest(), observed.status().modules()));
    NodePlan plan =
        DeployPlanner.plan(node, again, observed, inventoryId, List.of(), limits, notes);
    return new CommandedUsers(store, access).require(fleet, plan);
  }

  /// The old release's files under a new id, so that what runs can be told by its id.
  private Release restamp(
      KeptReleases.Kept kept, NodeStatus there, Instant second, String inventoryId) {
    Manifest old = kept.manifest();
    Instant at =
        new ReleaseMaker.Origin(inventoryId, second, there.current(), there.releases())
            .second(old.contentHash());
    ReleaseId id = ReleaseId.of(at, old.contentHash());
    Map<String, String> files = new TreeMap<>();
    Map<String, String> hashes = new TreeMap<>();
    kept.texts()
        .forEach((name, text) -> {
          String stamped = text.replace(old.release().value(), id.value());
          files.put(name, stamped);
          hashes.put(name, Sha256.of(stamped));
        });
    Manifest manifest =
        new Manifest(
            id,
            there.current(),
            access.desk().operator(),
            old.inventory().isEmpty() ? "" : inventoryId,
            at,
            old.contentHash(),
            hashes,
            old.version(),
            old.features(),
            old.services(),
            old.pools());
    return new Release(manifest, files, Map.of());
  }

  private static Node loadNode(Fleet fleet, Name name) throws FailureException {
    return fleet
        .findNode(name)
        .orElseThrow(() ->
            new FailureException(
                new Failure.NotFound(
                    "node",
                    name.value(),
                    fleet.nodes().stream().map(each -> each.name().value()).toList())));
  }
}
