package pointsman.service.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pointsman.engine.plan.Observed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.Sha256;

/// Where a release's content still lies. A node keeps its last ten; the same content may lie there
/// under another release, or on a node that was deployed less often. Blocking.
final class KeptReleases {
  private final NodeAccess access;
  private final Fleet fleet;
  private final List<Journal.Run> runs;

  /// @param runs the latest, newest first
  KeptReleases(NodeAccess access, Fleet fleet, List<Journal.Run> runs) {
    this.access = access;
    this.fleet = fleet;
    this.runs = runs;
  }

  /// A release's content as it lies on a node.
  ///
  /// @param texts its files, by name; as its manifest says, by sha256
  /// @param instead what is to be told when it was not the release that was asked for
  record Kept(Manifest manifest, Map<String, String> texts, Optional<String> instead) {}

  /// The content of a release.
  ///
  /// @throws FailureException it lies nowhere, or was changed there by hand
  Kept load(Node node, ReleaseId wanted, Observed observed) throws FailureException {
    List<ReleaseId> here = observed.status().releases();
    if (here.contains(wanted)) {
      return read(node, wanted, Optional.empty());
    }
    List<ReleaseId> twins =
        here.stream().filter(wanted::sameContent).sorted(Comparator.reverseOrder()).toList();
    for (ReleaseId twin : twins) {
      Optional<Kept> kept = find(node, twin, "its content lies there as " + twin, wanted);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    for (Node other : others(node, wanted)) {
      Optional<Kept> kept = elsewhere(other, wanted);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    List<String> left =
        here.stream()
            .filter(each -> !observed.status().current().equals(Optional.of(each)))
            .sorted(Comparator.reverseOrder())
            .map(ReleaseId::value)
            .toList();
    throw new FailureException(
        new Failure.ReleaseGone(node.name(), wanted.value(), why(node.name(), wanted), left));
  }

  /// The nodes of the same engine that had this content, as far as the journal tells.
  private List<Node> others(Node node, ReleaseId wanted) {
    Set<Name> had = new HashSet<>();
    for (Journal.Run run : runs) {
      for (Journal.RunNode each : run.nodes()) {
        if (each.release().sameContent(wanted)
            || each.previous().filter(wanted::sameContent).isPresent()) {
          had.add(each.node());
        }
      }
    }
    return fleet.nodes().stream()
        .filter(each -> each.engine() == node.engine())
        .filter(each -> !each.name().equals(node.name()) && had.contains(each.name()))
        .toList();
  }

  /// A node that is silent has nothing for us; that is no reason to give up here.
  private Optional<Kept> elsewhere(Node other, ReleaseId wanted) {
    List<ReleaseId> there;
    try {
      there = new ArrayList<>(access.observe(other).status().releases());
    } catch (FailureException e) {
      return Optional.empty();
    }
    there.sort(Comparator.reverseOrder());
    for (ReleaseId each : there) {
      if (each.sameContent(wanted)) {
        String where = "its content lies on " + other.name() + " as " + each;
        Optional<Kept> kept = find(other, each, where, wanted);
        if (kept.isPresent()) {
          return kept;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Kept> find(Node node, ReleaseId twin, String where, ReleaseId wanted) {
    try {
      Kept kept =
          read(node, twin, Optional.of("release " + wanted + " is gone from here; " + where));
      // A release that was made by hand has digits of its own, which tell nothing of its content.
      return Optional.of(kept).filter(each -> wanted.isOf(each.manifest().contentHash()));
    } catch (FailureException e) {
      return Optional.empty();
    }
  }

  private Kept read(Node node, ReleaseId release, Optional<String> instead)
      throws FailureException {
    String json =
        access.files(node, Optional.of(release), Set.of(Manifest.FILE)).get(Manifest.FILE);
    if (json == null) {
      throw new FailureException(
          new Failure.Unsupported(
              node.name().value(),
              "release " + release + " was not made by Pointsman: it has no manifest.",
              "Go back to it by hand, as docs/guide/getting-started.md tells."));
    }
    Manifest manifest = access.read(node, json);
    Map<String, String> texts =
        new TreeMap<>(access.files(node, Optional.of(release), manifest.files().keySet()));
    for (Map.Entry<String, String> file : manifest.files().entrySet()) {
      if (!Sha256.of(texts.getOrDefault(file.getKey(), "")).equals(file.getValue())) {
        throw new FailureException(
            new Failure.Drifted(
                node.name(), "release " + release, file.getKey() + " was changed by hand"));
      }
    }
    return new Kept(manifest, texts, instead);
  }

  private String why(Name node, ReleaseId wanted) {
    for (Journal.Run run : runs) {
      for (Journal.RunNode each : run.nodes()) {
        if (each.node().equals(node)
            && each.release().equals(wanted)
            && each.end().filter(end -> end != NodeResult.End.UNKNOWN).isPresent()
            && each.end().get() != NodeResult.End.DONE) {
          return "run " + run.id() + " was to bring it and did not";
        }
      }
    }
    return "a node keeps its last ten";
  }
}
