package pointsman.service.deploy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pointsman.driver.NodeIntent;
import pointsman.driver.RenderFile;
import pointsman.driver.Rendering;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.port.TemplateRenderer;
import pointsman.port.TrafficStore;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.Sha256;
import pointsman.service.shift.FirstSplits;

/// Makes a node's release from its intent: renders, makes sure that no value became a directive,
/// hashes and stamps.
public final class ReleaseMaker {
  private static final int FINDINGS = 5;

  private final TemplateRenderer renderer;
  private final NodeAccess access;
  private final TrafficStore store;

  /// @param store what is commanded of the traffic
  public ReleaseMaker(TemplateRenderer renderer, TrafficStore store, NodeAccess access) {
    this.renderer = renderer;
    this.access = access;
    this.store = store;
  }

  /// Where a release comes from.
  ///
  /// @param taken the releases that lie on the node
  record Origin(String inventory, Instant at, Optional<ReleaseId> parent, List<ReleaseId> taken) {

    /// The second of this content's release: the first that no release of the same content has. Two
    /// deploys may come within one.
    Instant second(String contentHash) {
      Instant second = at.truncatedTo(ChronoUnit.SECONDS);
      while (taken.contains(ReleaseId.of(second, contentHash))) {
        second = second.plusSeconds(1);
      }
      return second;
    }
  }

  /// What holds a plan against what is commanded of the users.
  CommandedUsers users() {
    return new CommandedUsers(store, access);
  }

  /// Begins a planning: nodes that are alike are rendered once.
  ///
  /// @param fleet what is wanted
  Planning begin(Fleet fleet) {
    return new Planning(fleet);
  }

  /// The releases of one planning. Safe for all threads.
  final class Planning {
    private final AlikeNodes alike = new AlikeNodes(renderer);
    private final FirstSplits splits;

    private Planning(Fleet fleet) {
      this.splits = new FirstSplits(store, access, fleet);
    }

    /// @param deployed what the node runs; empty: not known
    Release make(NodeIntent intent, Origin origin, Optional<Manifest> deployed)
        throws FailureException {
      Rendering rendering = access.driver(intent.node()).rendering();
      AlikeNodes.Texts texts = alike.texts(intent, rendering, () -> render(intent, rendering));
      Release release = stamp(intent, origin, texts.files(), texts.state());
      return splits.into(release, intent.node(), deployed);
    }
  }

  private AlikeNodes.Texts render(NodeIntent intent, Rendering rendering) throws FailureException {
    Map<String, String> raw = new LinkedHashMap<>();
    Set<String> allowed = renderer.allowedDirectives();
    for (RenderFile file : rendering.files(intent)) {
      String text = renderer.render(file.template(), file.input());
      String probed = renderer.render(file.template(), file.probe());
      List<String> findings = rendering.check(file, text, probed, allowed);
      if (!findings.isEmpty()) {
        throw new FailureException(
            new Failure.Refused(
                "template",
                file.template() + " for " + intent.node().name() + ": " + first(findings),
                "Mend the template, or allow the directive in templates/allowed-directives."));
      }
      raw.put(file.name(), text);
    }
    return new AlikeNodes.Texts(raw, rendering.stateFiles(intent));
  }

  /// The first of what may be one for every line of a file.
  static String first(List<String> findings) {
    int more = findings.size() - FINDINGS;
    return String.join("; ", findings.subList(0, Math.min(FINDINGS, findings.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private Release stamp(
      NodeIntent intent, Origin origin, Map<String, String> raw, Map<String, String> stateFiles) {
    String contentHash = hash(raw);
    Instant at = origin.second(contentHash);
    ReleaseId id = ReleaseId.of(at, contentHash);
    Map<String, String> files = new TreeMap<>();
    Map<String, String> hashes = new TreeMap<>();
    raw.forEach((name, text) -> {
      String stamped =
          text.replace(Rendering.RELEASE, id.value())
              .replace(Rendering.TIME, at.toString())
              .replace(Rendering.OPERATOR, access.desk().operator());
      files.put(name, stamped);
      hashes.put(name, Sha256.of(stamped));
    });
    Manifest manifest =
        new Manifest(
            id,
            origin.parent(),
            access.desk().operator(),
            origin.inventory(),
            at,
            contentHash,
            hashes,
            intent.version(),
            intent.features(),
            intent.services(),
            intent.pools());
    Map<String, String> state = new TreeMap<>();
    stateFiles.forEach(
        (name, text) -> state.put(name.replace(Rendering.RELEASE, id.value()), text));
    return new Release(manifest, files, state);
  }

  private static String hash(Map<String, String> raw) {
    StringBuilder all = new StringBuilder();
    new TreeMap<>(raw)
        .forEach((name, text) -> all.append(name).append(' ').append(Sha256.of(text)).append('\n'));
    return Sha256.of(all.toString());
  }
}
