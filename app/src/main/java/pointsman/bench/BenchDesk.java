package pointsman.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.health.FleetHealth;
import pointsman.port.JsonFormat;
import pointsman.port.Lab;
import pointsman.service.deploy.DeployService;
import pointsman.service.inventory.InventoryService;
import pointsman.service.inventory.TrustService;
import pointsman.service.shift.TrafficService;
import pointsman.service.watch.FleetMonitor;

/// What measurements need of the program.
public interface BenchDesk {
  /// The fleet on loopback.
  Lab lab();

  /// Results as JSON.
  JsonFormat json();

  /// How this program is started as a process of its own; arguments follow.
  List<String> self();

  /// Opens a home of its own.
  Home open(Path home);

  /// Opens the window over a fleet of its own; nothing connects to its nodes.
  ///
  /// @param home a new one
  /// @param health what the nodes are said to tell
  /// @param display whether on the display there is; else without one, in software
  BenchWindow window(Path home, Fleet fleet, Feed<FleetHealth> health, boolean display)
      throws FailureException;

  /// A home's services.
  interface Home extends AutoCloseable {
    /// The inventory.
    InventoryService inventory() throws FailureException;

    /// Host keys.
    TrustService trust() throws FailureException;

    /// Plans and deploys.
    DeployService deploys() throws FailureException;

    /// How traffic is divided.
    TrafficService traffic() throws FailureException;

    /// Looks at the nodes again and again; not started yet.
    ///
    /// @param interval from look to look at one node
    FleetMonitor monitor(Duration interval) throws FailureException;

    @Override
    void close();
  }
}
