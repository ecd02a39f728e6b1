package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.TreeCheck.Directive;
import pointsman.model.fleet.Server;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;

/// The upstreams of one lane as a release has them, written again with overrides: whatever an
/// operator's template says of them stays. A drained server stays in the upstream of its own users,
/// where there is one, and is switched off in all others.
final class LaneUpstreams {
  private final ServersConf.Lane lane;
  private final Map<String, Server> servers = new HashMap<>();
  private final ServerOverrides standing;
  private final boolean hashed;

  /// @param servers the lane's, as deployed
  /// @param hashed whether the balance refuses backup servers
  LaneUpstreams(
      ServersConf.Lane lane, List<Server> servers, boolean hashed, ServerOverrides standing) {
    this.lane = lane;
    servers.forEach(each -> this.servers.put(each.endpoint().toString(), each));
    this.hashed = hashed;
    this.standing = standing;
  }

  /// The text; empty when the config has no upstream of this lane.
  Optional<String> of(List<Directive> config) {
    StringBuilder text = new StringBuilder();
    Optional<String> within = Optional.empty();
    for (Directive directive : config) {
      List<String> words = directive.words();
      if (words.getFirst().equals("upstream") && words.size() > 1 && isOurs(words.get(1))) {
        within = Optional.of(words.get(1));
        text.append("upstream " + words.get(1) + ServersConf.NOW + " {\n");
      } else if (within.isPresent() && words.getFirst().equals("}")) {
        within = Optional.empty();
        text.append("}\n");
      } else if (within.isPresent()) {
        text.append("    " + line(within.get(), words) + ";\n");
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  private String name() {
    return lane.pool() + "." + lane.color().word();
  }

  private boolean isOurs(String upstream) {
    return upstream.equals(name()) || upstream.startsWith(name() + ".");
  }

  private String line(String upstream, List<String> words) {
    List<String> next = new ArrayList<>(words);
    if (words.getFirst().equals("zone") && words.size() > 1) {
      next.set(1, words.get(1) + ServersConf.NOW);
    } else if (words.getFirst().equals("server") && words.size() > 1) {
      Optional.ofNullable(servers.get(words.get(1)))
          .ifPresent(server -> override(upstream, server, next));
    }
    return String.join(" ", next.stream().map(LaneUpstreams::quoted).toList());
  }

  private void override(String upstream, Server server, List<String> words) {
    ServerOverride set = standing.of(new ServerPath(lane.pool(), lane.color(), server.name()));
    if (set.isNone()) {
      return;
    }
    boolean ownUsers = upstream.equals(name() + "." + server.name());
    int weight = set.weightOf(server);
    AdminState state = set.stateOf(server);
    boolean off =
        weight == 0
            || state == AdminState.MAINT
            || (state == AdminState.DRAIN && !ownUsers)
            || (server.backup() && hashed);
    words.removeIf(word -> word.equals("down") || word.startsWith("weight="));
    words.add(2, "weight=" + Math.max(1, weight));
    if (off) {
      words.add("down");
    }
  }

  private static String quoted(String word) {
    return word.isEmpty() || word.matches("(?s).*[\\s;{}\"'#].*") ? "\"" + word + "\"" : word;
  }
}
