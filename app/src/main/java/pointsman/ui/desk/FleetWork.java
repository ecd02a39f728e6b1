package pointsman.ui.desk;

import java.util.function.UnaryOperator;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.health.FleetHealth;
import pointsman.service.guard.Consent;

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
  /// @param consent what the operator said to it; a strict environment asks for more than nothing
  ///   before it loses an object
  void change(UnaryOperator<Fleet> edit, String why, Consent consent) throws FailureException;
}
