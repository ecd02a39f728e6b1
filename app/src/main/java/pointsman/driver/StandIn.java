package pointsman.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;

/// A node that stands for all nodes which differ from it in nothing but words of their own: name,
/// address and places. What is rendered for it holds marks where these words belong. Two nodes have
/// the same stand-in when everything else of them is equal.
public final class StandIn {
  private static final String HEAD = "pm-own-";
  private static final Host V4_ADDRESS = new Host("198.18.253.251");
  private static final Host V4_STATUS = new Host("198.18.253.252");
  private static final Host V4_BIND = new Host("198.18.253.253");
  private static final Host NAMED_ADDRESS = new Host(HEAD + "address-wp");
  private static final Name NAME = new Name(HEAD + "name-wp");
  private static final FilePath ROOT = new FilePath("/" + HEAD + "root-wp");
  private static final FilePath STATE = new FilePath("/" + HEAD + "state-wp");
  private static final FilePath PID = new FilePath("/" + HEAD + "pid-wp");
  private static final FilePath SOCKET = new FilePath("/" + HEAD + "socket-wp");

  private StandIn() {}

  /// A mark and whose word belongs into its place.
  private enum Own {
    NODE(NAME.value(), node -> node.name().value()),
    ADDRESS(V4_ADDRESS.value(), node -> node.address().value()),
    ADDRESS_NAME(NAMED_ADDRESS.value(), node -> node.address().value()),
    ROOT_PATH(ROOT.value(), node -> node.paths().root().value()),
    STATE_PATH(STATE.value(), node -> node.paths().state().value()),
    PID_PATH(PID.value(), node -> node.paths().pid().value()),
    SOCKET_PATH(SOCKET.value(), node -> node.paths().socket().value()),
    STATUS_HOST(V4_STATUS.value(), node -> node.paths().status().host().value()),
    BIND_HOST(V4_BIND.value(), node -> node.paths().bind().map(Host::value).orElse(""));

    private final String mark;
    private final Function<Node, String> word;

    Own(String mark, Function<Node, String> word) {
      this.mark = mark;
      this.word = word;
    }
  }

  /// Who stands for a node; empty when one of its words is a mark itself.
  public static Optional<Node> of(Node node) {
    boolean marked =
        Arrays.stream(Own.values())
            .anyMatch(own ->
                Arrays.stream(Own.values())
                    .anyMatch(other -> own.word.apply(node).contains(other.mark)));
    return marked ? Optional.empty() : Optional.of(standIn(node));
  }

  private static Node standIn(Node node) {
    NodePaths paths = node.paths();
    return new Node(
        NAME,
        node.address().isAddress() ? v4(node.address(), V4_ADDRESS) : NAMED_ADDRESS,
        node.port(),
        node.user(),
        node.identity(),
        node.agent(),
        node.jump(),
        node.privilege(),
        node.engine(),
        node.region(),
        node.tags(),
        new NodePaths(
            ROOT,
            STATE,
            paths.binary(),
            PID,
            SOCKET,
            new Endpoint(v4(paths.status().host(), V4_STATUS), paths.status().port()),
            paths.bind().map(host -> v4(host, V4_BIND))));
  }

  /// What else an address may be stands in a config in a way of its own, so it stays.
  private static Host v4(Host host, Host mark) {
    return host.isAddress() && !host.isV6() ? mark : host;
  }

  /// A text that was rendered for a stand-in, cut at its marks.
  public static final class Cut {
    private final List<String> between = new ArrayList<>();
    private final List<Own> own = new ArrayList<>();

    /// @param text as it was rendered
    public Cut(String text) {
      int[] next = new int[Own.values().length];
      Arrays.fill(next, -1);
      int at = 0;
      while (true) {
        int first = -1;
        for (Own each : Own.values()) {
          int i = each.ordinal();
          if (next[i] < at) {
            int found = text.indexOf(each.mark, at);
            next[i] = found < 0 ? Integer.MAX_VALUE : found;
          }
          if (first < 0 || next[i] < next[first]) {
            first = i;
          }
        }
        if (next[first] == Integer.MAX_VALUE) {
          between.add(text.substring(at));
          return;
        }
        Own mark = Own.values()[first];
        between.add(text.substring(at, next[first]));
        own.add(mark);
        at = next[first] + mark.mark.length();
      }
    }

    /// The text with a node's words in the places of the marks.
    public String fill(Node node) {
      StringBuilder text = new StringBuilder(between.getFirst());
      for (int i = 0; i < own.size(); i++) {
        text.append(own.get(i).word.apply(node)).append(between.get(i + 1));
      }
      return text.toString();
    }
  }
}
