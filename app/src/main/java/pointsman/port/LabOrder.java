package pointsman.port;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import pointsman.model.fleet.EngineKind;
import pointsman.model.value.InvalidValueException;

/// What lab is wanted.
///
/// @param dir its folder; made when missing
/// @param nodes how many, 1 to 1000
/// @param engines which load balancers they run
/// @param diskMegabytes a small disk of its own for each node's config and state, so that it can be
///   filled; 0: the folder's own disk. Needs root
/// @param bound whether the lab ends when this process ends, however it ends
public record LabOrder(Path dir, int nodes, Engines engines, int diskMegabytes, boolean bound) {

  /// Which load balancers the nodes run.
  public enum Engines {
    /// HAProxy on odd nodes, Nginx on even ones.
    MIXED,
    /// HAProxy everywhere.
    HAPROXY,
    /// Nginx everywhere.
    NGINX
  }

  /// Refuses sizes that no lab has.
  public LabOrder {
    if (nodes < 1 || nodes > 1000) {
      throw new InvalidValueException(nodes + " is not a number of nodes", "1 to 1000");
    }
    if (diskMegabytes < 0 || diskMegabytes > 1024) {
      throw new InvalidValueException(
          diskMegabytes + " MB is not a disk's size", "0 (none) to 1024");
    }
  }

  /// A lab of mixed engines that stays until it is taken down.
  public static LabOrder of(Path dir, int nodes) {
    return new LabOrder(dir, nodes, Engines.MIXED, 0, false);
  }

  /// What a node runs.
  ///
  /// @param number from 1
  public EngineKind engine(int number) {
    return switch (engines) {
      case MIXED -> number % 2 == 1 ? EngineKind.HAPROXY : EngineKind.NGINX;
      case HAPROXY -> EngineKind.HAPROXY;
      case NGINX -> EngineKind.NGINX;
    };
  }

  /// Whether nodes are what it asks for.
  public boolean isOf(List<LabNode> there) {
    return there.stream()
        .map(LabNode::engine)
        .toList()
        .equals(IntStream.rangeClosed(1, nodes).mapToObj(this::engine).toList());
  }

  /// The same with other engines.
  public LabOrder with(Engines others) {
    return new LabOrder(dir, nodes, others, diskMegabytes, bound);
  }

  /// The same with a small disk for each node.
  public LabOrder withDisk(int megabytes) {
    return new LabOrder(dir, nodes, engines, megabytes, bound);
  }

  /// The same, ending when this process ends.
  public LabOrder boundToThisProcess() {
    return new LabOrder(dir, nodes, engines, diskMegabytes, true);
  }
}
