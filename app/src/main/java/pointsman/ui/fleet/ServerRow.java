package pointsman.ui.fleet;

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
    long sessions) {}
