package pointsman.model.traffic;

import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Where a server stands in a fleet: `POOL.LANE/SERVER`, such as `shop-web.blue/b1`.
///
/// @param pool its pool
/// @param lane its lane
/// @param server its name
public record ServerPath(Name pool, LaneColor lane, Name server) {
  /// Reads the text form.
  ///
  /// @throws InvalidValueException for anything else
  public static ServerPath parse(String text) {
    int slash = text.indexOf('/');
    int dot = text.lastIndexOf('.', slash);
    for (LaneColor lane : LaneColor.values()) {
      if (dot > 0 && text.substring(dot + 1, slash).equals(lane.word())) {
        return new ServerPath(
            new Name(text.substring(0, dot)), lane, new Name(text.substring(slash + 1)));
      }
    }
    throw new InvalidValueException(
        Printable.quote(text) + " is not a server", "such as shop-web.blue/b1");
  }

  /// The server itself, when these pools have it there.
  public Optional<Server> in(List<Pool> pools) {
    return pools.stream()
        .filter(each -> each.name().equals(pool))
        .flatMap(each -> each.lane(lane).servers().stream())
        .filter(each -> each.name().equals(server))
        .findFirst();
  }

  @Override
  public String toString() {
    return pool + "." + lane.word() + "/" + server;
  }
}
