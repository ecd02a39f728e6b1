package pointsman.driver.haproxy;

import pointsman.driver.SplitText;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;

/// The map file of a pool's split.
final class SplitMap {
  private SplitMap() {}

  /// Its name below the state folder.
  static String name(Name pool) {
    return "split-" + pool + ".map";
  }

  static String text(Name pool, NodeSplit split) {
    return "# green's share in basis points / salt / lane of the audience rules\n"
        + pool
        + " "
        + SplitText.of(split)
        + "\n";
  }
}
