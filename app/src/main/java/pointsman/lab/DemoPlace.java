package pointsman.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pointsman.model.fleet.LaneColor;

/// Where a demo server listens and what it says it is. Each also answers at a second port, so that
/// a changed port in an inventory still leads to it.
///
/// @param pool its pool
/// @param lane `blue` or `green`
/// @param name such as `b1`
/// @param version of its lane
/// @param address where it listens
/// @param port its own port
/// @param spare whether it stands ready without being in the fleet file
record DemoPlace(
    String pool,
    String lane,
    String name,
    String version,
    String address,
    int port,
    boolean spare) {
  /// How far above its own port each server's second port is.
  static final int SECOND = 1000;

  /// The pools, in the order of the fleet file.
  static final List<String> POOLS = List.of("shop-web", "shop-api", "ledger");

  private static final int SERVERS = 3;
  private static final int SPARES = 3;

  /// Every server: three in each lane of each pool, and three spares there.
  static List<DemoPlace> all(String address) {
    List<DemoPlace> places = new ArrayList<>();
    for (int pool = 0; pool < POOLS.size(); pool++) {
      for (LaneColor lane : LaneColor.values()) {
        int base = 7000 + pool * 100 + (lane == LaneColor.BLUE ? 0 : 50);
        for (int n = 1; n <= SERVERS + SPARES; n++) {
          places.add(
              new DemoPlace(
                  POOLS.get(pool),
                  lane.word(),
                  lane.word().substring(0, 1) + n,
                  lane == LaneColor.BLUE ? "1.0" : "1.1",
                  address,
                  base + n,
                  n > SERVERS));
        }
      }
    }
    return places;
  }

  /// As a line of the demo process's table.
  String line() {
    return String.join(
        " ", pool, lane, name, version, address, Integer.toString(port), Boolean.toString(spare));
  }

  /// Reads such a line.
  static DemoPlace parse(String line) {
    String[] parts = line.strip().toLowerCase(Locale.ROOT).split(" ", -1);
    if (parts.length != 7) {
      throw new IllegalArgumentException("not a demo server: " + line);
    }
    return new DemoPlace(
        parts[0],
        parts[1],
        parts[2],
        parts[3],
        parts[4],
        Integer.parseInt(parts[5]),
        Boolean.parseBoolean(parts[6]));
  }
}
