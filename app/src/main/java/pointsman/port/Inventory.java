package pointsman.port;

import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;

/// The inventory on this computer. Reading is possible while another process writes.
public interface Inventory {
  /// The guard of the refusal when the fleet is not the expected one any more; whoever made a
  /// change as a function of the fleet may make it again on what is there now.
  String GUARD = "inventory";

  /// The id of this inventory, drawn when it was made.
  String id() throws FailureException;

  /// The whole fleet.
  Fleet load() throws FailureException;

  /// Replaces the fleet in one transaction and journals every object that changed: who, when, what,
  /// before, after.
  ///
  /// @param expected the fleet that the change was made against; another one there now is refused
  /// @param next the new fleet
  /// @param operator who
  /// @param why such as `apply fleet.yaml`
  void replace(Fleet expected, Fleet next, String operator, String why) throws FailureException;
}
