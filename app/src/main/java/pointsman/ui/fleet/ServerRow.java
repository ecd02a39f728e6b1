package pointsman.ui.fleet;

import java.util.List;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.ui.kit.Mark;

/// A server of the inventory as all its nodes see it together.
///
/// @param pool its pool
/// @param lane its lane
/// @param live whether that lane serves now
/// @param server as declared
/// @param mark its state
/// @param why in words; may be empty
/// @param seenBy how many nodes see it now
/// @param of how many should
/// @param upOn on how many of them it is up
/// @param sessions open ones over all nodes; -1 when unknown
public record ServerRow(
    Name pool,
    LaneColor lane,
    boolean live,
    Server server,
    Mark mark,
    String why,
    int seenBy,
    int of,
    int upOn,
    long sessions) {

  /// Whether every node that should tell of it does.
  boolean isSeenByAll() {
    return seenBy >= of;
  }

  /// The mark of several servers together: up only where every node says so that should.
  public static Mark together(List<ServerRow> rows) {
    Mark whole = Mark.whole(rows.stream().map(ServerRow::mark).toList());
    return whole == Mark.UP && !rows.stream().allMatch(ServerRow::isSeenByAll)
        ? Mark.PARTLY
        : whole;
  }

  /// By how many of the nodes that should see them all of some servers are seen.
  ///
  /// @param seenBy how many
  /// @param of how many should
  public record Heard(int seenBy, int of) {
    /// Of one pool's servers.
    public static Heard of(List<ServerRow> rows) {
      return new Heard(
          rows.stream().mapToInt(ServerRow::seenBy).min().orElse(0),
          rows.stream().mapToInt(ServerRow::of).max().orElse(0));
    }
  }
}
