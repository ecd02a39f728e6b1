package pointsman.service.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import pointsman.driver.NodeIntent;
import pointsman.driver.RenderFile;
import pointsman.driver.Rendering;
import pointsman.driver.StandIn;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.port.TemplateRenderer;

/// What is rendered within one planning: once for all nodes that are alike but for words of their
/// own. The first of them is rendered and checked by itself; for the second it is rendered for
/// their stand-in, and only when that gives the first one's text again, letter by letter, the
/// others' words are put into it. These are names, addresses and paths by their types, so what was
/// checked for one holds for all. An operator's own template may ask who the node is: it is
/// rendered for each. Safe for all threads.
final class AlikeNodes {
  private final TemplateRenderer renderer;
  private final ConcurrentMap<Key, Group> groups = new ConcurrentHashMap<>();

  AlikeNodes(TemplateRenderer renderer) {
    this.renderer = renderer;
  }

  /// A node's texts, without their release.
  ///
  /// @param files of the release, by name
  /// @param state run-time files, by name
  record Texts(Map<String, String> files, Map<String, String> state) {}

  /// Renders and checks.
  @FunctionalInterface
  interface Direct {
    Texts make() throws FailureException;
  }

  /// The texts of a node.
  ///
  /// @param direct how they are made without regard to other nodes
  Texts texts(NodeIntent intent, Rendering rendering, Direct direct) throws FailureException {
    Optional<Node> standIn = StandIn.of(intent.node());
    if (standIn.isEmpty()) {
      return direct.make();
    }
    NodeIntent alike = of(standIn.get(), intent);
    Group mine = new Group(intent.node());
    Group there = groups.putIfAbsent(new Key(alike), mine);
    if (there != null) {
      Optional<Texts> filled = there.fill(alike, rendering, intent.node());
      return filled.isPresent() ? filled.get() : direct.make();
    }
    try {
      Texts texts = direct.make();
      mine.first.complete(Optional.of(texts));
      return texts;
    } finally {
      // Without an effect unless it failed.
      mine.first.complete(Optional.empty());
    }
  }

  private static NodeIntent of(Node node, NodeIntent intent) {
    return new NodeIntent(
        node,
        intent.version(),
        intent.modules(),
        intent.features(),
        intent.services(),
        intent.pools());
  }

  /// All that a config depends on, with the stand-in for its node. The hash is of what is short.
  private record Key(NodeIntent intent) {
    @Override
    public int hashCode() {
      return Objects.hash(
          intent.node(), intent.version(), intent.services().size(), intent.pools().size());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && intent.equals(key.intent);
    }
  }

  /// Nodes that are alike.
  private final class Group {
    private final Node node;
    private final CompletableFuture<Optional<Texts>> first = new CompletableFuture<>();
    private final CompletableFuture<Optional<Shared>> shared = new CompletableFuture<>();
    private boolean begun;

    /// @param node the first
    Group(Node node) {
      this.node = node;
    }

    /// Empty when the first one's texts do not hold for others.
    Optional<Texts> fill(NodeIntent alike, Rendering rendering, Node node) {
      Optional<Texts> texts = first.join();
      if (texts.isEmpty()) {
        return Optional.empty();
      }
      if (begin()) {
        try {
          shared.complete(
              share(alike, rendering).filter(each -> each.of(this.node).equals(texts.get())));
        } finally {
          shared.complete(Optional.empty());
        }
      }
      return shared.join().map(each -> each.of(node));
    }

    private synchronized boolean begin() {
      boolean now = !begun;
      begun = true;
      return now;
    }
  }

  private Optional<Shared> share(NodeIntent alike, Rendering rendering) {
    List<RenderFile> files = rendering.files(alike);
    if (files.stream().anyMatch(file -> renderer.isOverridden(file.template()))) {
      return Optional.empty();
    }
    Map<String, StandIn.Cut> texts = new LinkedHashMap<>();
    Map<String, StandIn.Cut> state = new LinkedHashMap<>();
    try {
      for (RenderFile file : files) {
        texts.put(file.name(), new StandIn.Cut(renderer.render(file.template(), file.input())));
      }
    } catch (FailureException e) {
      return Optional.empty();
    }
    rendering.stateFiles(alike).forEach((name, text) -> state.put(name, new StandIn.Cut(text)));
    return Optional.of(new Shared(texts, state));
  }

  /// The texts of the stand-in.
  private record Shared(Map<String, StandIn.Cut> files, Map<String, StandIn.Cut> state) {
    Texts of(Node node) {
      return new Texts(fill(files, node), fill(state, node));
    }

    private static Map<String, String> fill(Map<String, StandIn.Cut> cuts, Node node) {
      Map<String, String> texts = new LinkedHashMap<>();
      cuts.forEach((name, cut) -> texts.put(name, cut.fill(node)));
      return texts;
    }
  }
}
