package pointsman.ui.desk;

import java.util.function.UnaryOperator;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.health.FleetHealth;

/// The inventory and what is seen of it.
public interface FleetWork {
  /// The inventory, each time it changes.
  Feed<Fleet> fleets();

  /// Reads the inventory anew; publishes it when it differs.
  void load() throws FailureException;

  /// What the monitor sees, several times a second.
  Feed<FleetHealth> health();

  /// Changes the inventory; it is journalled.
  ///
  /// @param edit the change, given the fleet as it is then
  /// @param why such as `edit pool shop-web`
  void change(UnaryOperator<Fleet> edit, String why) throws FailureException;
}
