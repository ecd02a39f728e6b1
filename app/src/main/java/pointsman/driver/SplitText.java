package pointsman.driver;

import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// A pool's split as one text, the same on every engine: `GREEN/SALT/AUDIENCE`, such as
/// `2500/k3x9/green` or `0/0/off`. One text, so that share and audience change in the same write.
public final class SplitText {
  private static final String OFF = "off";

  private SplitText() {}

  /// The split's text.
  public static String of(NodeSplit split) {
    return split.green().basisPoints()
        + "/"
        + split.salt()
        + "/"
        + split.audience().map(LaneColor::word).orElse(OFF);
  }

  /// Reads it back.
  ///
  /// @throws InvalidValueException for anything else
  public static NodeSplit parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3 || !parts[0].matches("[0-9]{1,5}")) {
      throw new InvalidValueException(
          Printable.quote(text) + " is not a split", "such as 2500/k3x9/green");
    }
    return new NodeSplit(
        new Share(Integer.parseInt(parts[0])), new Salt(parts[1]), audience(parts[2]));
  }

  private static Optional<LaneColor> audience(String word) {
    for (LaneColor lane : LaneColor.values()) {
      if (lane.word().equals(word)) {
        return Optional.of(lane);
      }
    }
    if (!word.equals(OFF)) {
      throw new InvalidValueException(
          Printable.quote(word) + " is not an audience's lane", "blue, green or off");
    }
    return Optional.empty();
  }

  /// What a node holds of a pool that was never shifted: all on the live lane, audience rules off.
  public static NodeSplit first(Pool pool) {
    return new NodeSplit(
        pool.live() == LaneColor.GREEN ? Share.ALL : Share.NONE, Salt.FIRST, Optional.empty());
  }
}
