package pointsman.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.plan.NodePlan;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;

/// Lanes in which no server takes users: by the fleet file, by what was set at run time, or because
/// there is none. Whoever is sent there gets an error. What is up has no say here; {@link
/// pointsman.engine.traffic.CapacityFloor} looks at that. Pure.
public final class BareLanes {
  private BareLanes() {}

  /// A lane without a server that takes users.
  ///
  /// @param pool its pool
  /// @param color which of the two
  /// @param standing how servers differ at run time
  public record Bare(Pool pool, LaneColor color, ServerOverrides standing) {
    /// Why it has none, as the end of a sentence: `has no server`.
    public String words() {
      List<Server> servers = pool.lane(color).servers();
      return servers.isEmpty()
          ? "has no server"
          : "has no server that takes users ("
              + servers.stream().map(this::words).collect(Collectors.joining(", "))
              + ")";
    }

    private String words(Server server) {
      ServerOverride there = standing.of(path(pool, color, server));
      boolean ready = there.stateOf(server) == AdminState.READY;
      return server.name()
          + " "
          + (ready
              ? "weight " + there.weightOf(server)
              : there.state().isEmpty() ? "standby" : there.stateOf(server).word());
    }

    /// Who is sent there, as a sentence without its end; empty: nobody.
    ///
    /// @param split what is commanded of the pool
    /// @param rollout whether it has a rollout that is not over, which may send users to the lane
    ///   that is not live
    public Optional<String> users(TrafficSplit split, boolean rollout) {
      return users(split.onNode())
          .or(() ->
              rollout && color != split.live()
                  ? Optional.of("its rollout is not over and may send users there")
                  : Optional.empty());
    }

    /// The same by what a node holds.
    public Optional<String> users(NodeSplit split) {
      Share share = split.of(color);
      if (!share.equals(Share.NONE)) {
        return Optional.of(share + " of the users are sent there");
      }
      return split.audience().filter(this::isRuledHere).isPresent()
          ? Optional.of("the audience rules, which are on, send users there")
          : Optional.empty();
    }

    private boolean isRuledHere(LaneColor candidate) {
      return pool.audience().stream()
          .map(rule ->
              switch (rule.lane()) {
                case CANDIDATE -> candidate;
                case LIVE -> candidate.other();
                case BLUE -> LaneColor.BLUE;
                case GREEN -> LaneColor.GREEN;
              })
          .anyMatch(color::equals);
    }
  }

  /// Those that a plan leaves in pools of services that it touches; what it does not touch is as it
  /// was.
  public static List<Bare> of(NodePlan.Change change) {
    List<Name> touched =
        change.release().manifest().services().stream()
            .filter(service -> change.radius().services().contains(service.name()))
            .flatMap(service -> service.pools().stream())
            .toList();
    return of(
        change.release().manifest().pools().stream()
            .filter(pool -> touched.contains(pool.name()))
            .toList(),
        change.standing());
  }

  /// Those that pools have.
  ///
  /// @param standing how servers differ at run time
  public static List<Bare> of(List<Pool> pools, ServerOverrides standing) {
    List<Bare> bare = new ArrayList<>();
    for (Pool pool : pools) {
      for (LaneColor color : LaneColor.values()) {
        if (pool.lane(color).servers().stream()
            .noneMatch(server -> takesUsers(server, standing.of(path(pool, color, server))))) {
          bare.add(new Bare(pool, color, standing));
        }
      }
    }
    return bare;
  }

  private static ServerPath path(Pool pool, LaneColor color, Server server) {
    return new ServerPath(pool.name(), color, server.name());
  }

  /// A backup does, when all others are gone.
  private static boolean takesUsers(Server server, ServerOverride there) {
    return there.stateOf(server) == AdminState.READY && there.weightOf(server) > 0;
  }
}
