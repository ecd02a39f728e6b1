package pointsman.ui.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Service;
import pointsman.model.value.InvalidValueException;

/// Changes of a fleet, as pure functions. Model constructors refuse what could not be.
final class FleetEdits {
  private FleetEdits() {}

  /// Adds a pool, or replaces the one of that name.
  static Fleet withPool(Fleet fleet, Optional<Name> replaced, Pool pool) {
    return fleet.withPools(
        placed(fleet.pools(), replaced.map(Name::value), each -> each.name().value(), pool));
  }

  /// Adds a service, or replaces the one of that name.
  static Fleet withService(Fleet fleet, Optional<Name> replaced, Service service) {
    return fleet.withServices(
        placed(fleet.services(), replaced.map(Name::value), each -> each.name().value(), service));
  }

  private static <T> List<T> placed(
      List<T> all, Optional<String> replaced, java.util.function.Function<T, String> name, T next) {
    List<T> result = new ArrayList<>();
    boolean put = false;
    for (T each : all) {
      if (replaced.isPresent() && name.apply(each).equals(replaced.get())) {
        result.add(next);
        put = true;
      } else if (name.apply(each).equals(name.apply(next))) {
        throw new InvalidValueException(
            "'" + name.apply(next) + "' is there already", "a name of its own");
      } else {
        result.add(each);
      }
    }
    if (!put) {
      result.add(next);
    }
    return result;
  }

  static Fleet withoutService(Fleet fleet, Name name) {
    return fleet.withServices(
        fleet.services().stream().filter(each -> !each.name().equals(name)).toList());
  }

  static Fleet withoutPool(Fleet fleet, Name name) {
    return fleet.withPools(
        fleet.pools().stream().filter(each -> !each.name().equals(name)).toList());
  }

  /// Adds a server to a lane, or replaces the one of that name.
  static Fleet withServer(
      Fleet fleet, Name pool, LaneColor color, Optional<Name> replaced, Server server) {
    return inLane(
        fleet,
        pool,
        color,
        lane ->
            lane.with(
                placed(
                    lane.servers(),
                    replaced.map(Name::value),
                    each -> each.name().value(),
                    server)));
  }

  static Fleet withoutServer(Fleet fleet, Name pool, LaneColor color, Name server) {
    return inLane(
        fleet,
        pool,
        color,
        lane ->
            lane.with(
                lane.servers().stream().filter(each -> !each.name().equals(server)).toList()));
  }

  /// Names a lane's version.
  static Fleet withVersion(Fleet fleet, Name pool, LaneColor color, Optional<MatchText> version) {
    return inLane(fleet, pool, color, lane -> new Lane(version, lane.servers()));
  }

  private static Fleet inLane(Fleet fleet, Name name, LaneColor color, UnaryOperator<Lane> edit) {
    if (fleet.findPool(name).isEmpty()) {
      throw new InvalidValueException("pool " + name + " is gone", "a pool that exists");
    }
    return fleet.withPool(name, pool -> pool.withLane(color, edit));
  }
}
