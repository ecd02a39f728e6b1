package pointsman.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;

/// A program that writes the inventory over and over, each time all of it, until it is killed.
final class CrashingWriter {
  static final int SMALL = 3;
  static final int LARGE = 300;

  private CrashingWriter() {}

  /// A fleet of so many nodes.
  static Fleet fleet(int size) {
    List<Node> nodes =
        IntStream.range(0, size)
            .mapToObj(i ->
                new Node(
                    new Name("n" + i),
                    new Host("192.0.2.1"),
                    new Port(22),
                    "ops",
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Privilege.NONE,
                    EngineKind.NGINX,
                    Optional.empty(),
                    Set.of(new Name("size-" + size)),
                    NodePaths.defaults(EngineKind.NGINX)))
            .toList();
    return new Fleet(Environment.DEVELOPMENT, nodes, List.of(), List.of());
  }

  public static void main(String[] args) throws Exception {
    SqliteInventory inventory =
        new SqliteInventory(
            Database.open(Path.of(args[0])), new YamlFleetFile(), Clock.systemUTC());
    Fleet small = fleet(SMALL);
    Fleet large = fleet(LARGE);
    while (true) {
      Fleet now = inventory.load();
      inventory.replace(now, now.nodes().size() == LARGE ? small : large, "writer", "turn");
      System.out.println("turned");
    }
  }
}
