package pointsman.service.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.value.InvalidValueException;
import pointsman.port.Inventory;
import pointsman.port.Journal;
import pointsman.port.TrafficStore;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.Sha256;
import pointsman.service.shift.FirstSplits;

/// What was deployed when, and the way back to it. Blocking; call it on virtual threads.
public final class HistoryService {
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

  /// The releases that lie on a node, oldest first, with the current one.
  public Observed releases(Name name) throws FailureException {
    return access.observe(loadNode(inventory.load(), name));
  }

  /// Plans the way back: to a release, on every node that has it; or, given a run's id, to what
  /// each of its nodes ran before it. Deploy the plan as any other.
  public DeployPlan planRevert(String releaseOrRun) throws FailureException {
    Fleet fleet = inventory.load();
    Map<Node, ReleaseId> targets = targets(fleet, releaseOrRun);
    Instant now = access.desk().clock().instant();
    String id = inventory.id();
    KeptReleases releases = new KeptReleases(access, fleet, journal.runs(Undo.RUNS));
    Map<Name, Outcome<NodePlan>> plans =
        FanOut.all(
            List.copyOf(targets.entrySet()),
            target -> target.getKey().name(),
            target -> planNode(releases, target.getKey(), target.getValue(), id, now));
    return DeployPlanner.together(now, "revert " + releaseOrRun, plans);
  }

  private Map<Node, ReleaseId> targets(Fleet fleet, String word) throws FailureException {
    Map<Node, ReleaseId> targets = new LinkedHashMap<>();
    Optional<ReleaseId> release = findRelease(word);
    List<Journal.Run> runs = journal.runs(Undo.RUNS);
    if (release.isPresent()) {
      for (Node node : fleet.nodes()) {
        boolean known =
            runs.stream()
                .flatMap(run -> run.nodes().stream())
                .anyMatch(each ->
                    each.node().equals(node.name())
                        && (each.release().equals(release.get())
                            || each.previous().equals(release)));
        if (known) {
          targets.put(node, release.get());
        }
      }
    } else {
      for (Journal.Run run : runs) {
        if (run.id().equals(word)) {
          run.nodes()
              .forEach(each ->
                  each.previous()
                      .ifPresent(previous ->
                          fleet
                              .findNode(each.node())
                              .ifPresent(node -> targets.put(node, previous))));
        }
      }
    }
    if (targets.isEmpty()) {
      throw new FailureException(
          new Failure.NotFound(
              "release or run", word, runs.stream().map(Journal.Run::id).limit(12).toList()));
    }
    return targets;
  }

  private static Optional<ReleaseId> findRelease(String word) {
    try {
      return Optional.of(new ReleaseId(word));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  private NodePlan planNode(
      KeptReleases releases, Node node, ReleaseId target, String inventoryId, Instant now)
      throws FailureException {
    Observed observed = access.observe(node);
    KeptReleases.Kept kept = releases.load(node, target, observed);
    Release again =
        new FirstSplits(store, access)
            .into(restamp(kept, observed.status(), now, inventoryId), node, observed.manifest());
    Map<String, String> running =
        access.files(
            node,
            Optional.empty(),
            observed.manifest().map(m -> m.files().keySet()).orElse(java.util.Set.of()));
    Observed closer = new Observed(observed.status(), observed.manifest(), running, -1);
    List<String> notes = new ArrayList<>(access.driver(node).installing().reloadNotes());
    kept.instead().ifPresent(notes::addFirst);
    NodePlan plan =
        DeployPlanner.plan(node, again, closer, inventoryId, List.of(), List.of(), notes);
    return new KeysAtRest(store).require(plan);
  }

  /// The old release's files under a new id, so that what runs can be told by its id.
  private Release restamp(
      KeptReleases.Kept kept, NodeStatus there, Instant now, String inventoryId) {
    Manifest old = kept.manifest();
    Instant at =
        new ReleaseMaker.Origin(inventoryId, now, there.current(), there.releases())
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
