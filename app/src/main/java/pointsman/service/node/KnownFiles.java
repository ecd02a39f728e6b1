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
  private final Map<String, Text> texts = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<String, Manifest> manifests = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Name, String> last = new ConcurrentHashMap<>();
  private final AlikeSums read = new AlikeSums();
  private final AlikeSums written = new AlikeSums();
  private long characters;

  /// A text under its sum.
  ///
  /// @param sure whether the sum was computed here; else a node told both
  private record Text(String text, boolean sure) {}

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
      remember(node.name(), read.of(answer.text()), manifest);
      return Optional.of(manifest);
    } catch (FailureException e) {
      return Optional.empty();
    }
  }

  /// The sha256 of a manifest that is about to be sent.
  public String sum(String manifest) {
    return written.of(manifest);
  }

  /// Notes files that lie on a node from now on.
  public void sent(Node node, Release release, String manifestSum) {
    Map<String, String> sums = release.manifest().files();
    release
        .files()
        .forEach((name, text) -> remember(sums.getOrDefault(name, ""), new Text(text, true)));
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
          Text text = texts.get(sum);
          if (text != null && (text.sure() || isSure(sum, text.text()))) {
            found.put(name, text.text());
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

  /// Whether a text that a node told has the sum that it told for it; when not, it is forgotten.
  private boolean isSure(String sum, String text) {
    if (Sha256.of(text).equals(sum)) {
      texts.put(sum, new Text(text, true));
      return true;
    }
    texts.remove(sum);
    characters -= text.length();
    return false;
  }

  /// Remembers a text that a node told, with the sum that it told for it. Whether the two belong
  /// together is seen when it is first used: most are never asked for again.
  void remember(String sum, String text) {
    remember(sum, new Text(text, false));
  }

  private synchronized void remember(String sum, Text text) {
    Text old = texts.put(sum, text);
    characters += text.text().length() - (old == null ? 0 : old.text().length());
    var oldest = texts.entrySet().iterator();
    while (characters > MOST_CHARACTERS && oldest.hasNext()) {
      characters -= oldest.next().getValue().text().length();
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
