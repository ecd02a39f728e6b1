package pointsman.ui.editor;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;

/// What a form of something new begins with: names and ports that are free.
final class FirstValues {
  private static final int PORT = 8080;

  private FirstValues() {}

  private static String free(String stem, Set<String> taken) {
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> stem + i)
        .filter(name -> !taken.contains(name))
        .findFirst()
        .orElseThrow();
  }

  /// A name such as `pool-2`.
  static String poolName(Fleet fleet) {
    return free(
        "pool-",
        fleet.pools().stream().map(each -> each.name().value()).collect(Collectors.toSet()));
  }

  /// A name such as `service-2`.
  static String serviceName(Fleet fleet) {
    return free(
        "service-",
        fleet.services().stream().map(each -> each.name().value()).collect(Collectors.toSet()));
  }

  /// A name such as `b4`: the lane's letter and a number that no server of the pool has.
  static String serverName(Fleet fleet, Name pool, LaneColor lane) {
    Set<String> taken =
        fleet.findPool(pool).stream()
            .flatMap(each -> each.lane(lane).servers().stream())
            .map(server -> server.name().value())
            .collect(Collectors.toSet());
    return free(lane.word().substring(0, 1), taken);
  }

  /// The first port from 8080 on that no service listens on.
  static int port(Fleet fleet) {
    Set<Integer> taken =
        fleet.services().stream()
            .flatMap(service -> service.listen().stream())
            .map(listener -> listener.port().value())
            .collect(Collectors.toSet());
    return IntStream.rangeClosed(PORT, 65_535)
        .filter(port -> !taken.contains(port))
        .findFirst()
        .orElse(PORT);
  }

  /// The pool that a new service most likely leads to: one that no service uses, else the first.
  static Optional<Name> pool(Fleet fleet) {
    Set<Name> used =
        fleet.services().stream()
            .map(Service::pools)
            .flatMap(each -> each.stream())
            .collect(Collectors.toSet());
    return fleet.pools().stream()
        .map(Pool::name)
        .filter(name -> !used.contains(name))
        .findFirst()
        .or(() -> fleet.pools().stream().map(Pool::name).findFirst());
  }
}
