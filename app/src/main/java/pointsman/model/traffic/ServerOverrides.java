package pointsman.model.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;

/// All overrides that stand on a node, one a server, by their names.
///
/// @param all sorted
public record ServerOverrides(List<ServerOverride> all) {
  private static final ServerOverrides NONE = new ServerOverrides(List.of());

  /// Sorts; of two for one server the last counts.
  public ServerOverrides {
    List<ServerOverride> sorted = new ArrayList<>();
    for (ServerOverride each : all) {
      sorted.removeIf(other -> other.at().equals(each.at()));
      if (!each.isNone()) {
        sorted.add(each);
      }
    }
    sorted.sort(Comparator.comparing(each -> each.at().toString()));
    all = List.copyOf(sorted);
  }

  /// None.
  public static ServerOverrides none() {
    return NONE;
  }

  /// Whether none stands.
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /// Of one server; nothing differs when none stands.
  public ServerOverride of(ServerPath at) {
    return all.stream()
        .filter(each -> each.at().equals(at))
        .findFirst()
        .orElseGet(() -> ServerOverride.none(at));
  }

  /// Those that still mean something: of servers that these pools have, and only what differs.
  public ServerOverrides on(List<Pool> pools) {
    List<ServerOverride> kept = new ArrayList<>();
    for (ServerOverride each : all) {
      each.at().in(pools).map(each::against).ifPresent(kept::add);
    }
    return new ServerOverrides(kept);
  }

  /// With one server changed.
  ///
  /// @param deployed the server as it was deployed
  public ServerOverrides with(ServerPath at, Server deployed, ServerChange change) {
    List<ServerOverride> next = new ArrayList<>(all);
    next.add(of(at).with(change).against(deployed));
    return new ServerOverrides(next);
  }
}
