package pointsman.service.node;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import pointsman.driver.ScriptVerbs;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Release;
import pointsman.port.ManifestFormat;

/// What files say whose sha256 a node tells: a file that was seen once, or that was sent from here,
/// need not be read again. The sum comes from the node each time. Bounded; safe for all threads.
public final class KnownFiles {
  private static final long MOST_CHARACTERS = 16 << 20;
  private static final int MOST_MANIFESTS = 1000;

  private final ManifestFormat format;
  private final Map<String, String> texts = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<String, Manifest> manifests = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Name, String> last = new ConcurrentHashMap<>();
  private long characters;

  KnownFiles(ManifestFormat format) {
    this.format = format;
  }

  /// The manifest of a node's current release, read only when its sum is new.
  public Optional<Manifest> manifest(Node node, NodeTalk talk, NodeStatus status, Duration limit)
      throws FailureException {
    String sum = status.files().getOrDefault(Manifest.FILE, "");
    Optional<Manifest> seen = findManifest(sum);
    if (seen.isPresent() || sum.isEmpty()) {
      return seen;
    }
    Frame frame = ScriptVerbs.read(Optional.empty(), Manifest.FILE);
    return manifest(node, talk.exchange(List.of(frame), limit).getFirst());
  }

  /// The manifest that a node answered with.
  public Optional<Manifest> manifest(Node node, ScriptAnswer answer) {
    if (!answer.ok()) {
      return Optional.empty();
    }
    try {
      Manifest manifest = format.read(answer.text(), node.name().value());
      remember(node.name(), Sha256.of(answer.text()), manifest);
      return Optional.of(manifest);
    } catch (FailureException e) {
      return Optional.empty();
    }
  }

  /// Notes files that lie on a node from now on.
  public void sent(Node node, Release release, String manifestSum) {
    Map<String, String> sums = release.manifest().files();
    release.files().forEach((name, text) -> remember(sums.getOrDefault(name, ""), text));
    remember(node.name(), manifestSum, release.manifest());
  }

  /// Adds the texts of a node's files that are known.
  ///
  /// @return the names of the others
  synchronized Set<String> find(NodeStatus status, Map<String, String> found) {
    Set<String> unknown = new TreeSet<>();
    status
        .files()
        .forEach((name, sum) -> {
          String text = texts.get(sum);
          if (text != null) {
            found.put(name, text);
          } else if (!name.equals(Manifest.FILE)) {
            unknown.add(name);
          }
        });
    return unknown;
  }

  private synchronized Optional<Manifest> findManifest(String sum) {
    return Optional.ofNullable(manifests.get(sum));
  }

  /// Whether a node's manifest was seen, so that it likely still is the same.
  boolean knows(Name node) {
    return last.containsKey(node);
  }

  /// Remembers a text.
  void remember(String text) {
    remember(Sha256.of(text), text);
  }

  private synchronized void remember(String sum, String text) {
    if (texts.put(sum, text) == null) {
      characters += text.length();
    }
    var oldest = texts.entrySet().iterator();
    while (characters > MOST_CHARACTERS && oldest.hasNext()) {
      characters -= oldest.next().getValue().length();
      oldest.remove();
    }
  }

  private synchronized void remember(Name node, String sum, Manifest manifest) {
    last.put(node, sum);
    manifests.put(sum, manifest);
    var oldest = manifests.entrySet().iterator();
    while (manifests.size() > MOST_MANIFESTS && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }
}
