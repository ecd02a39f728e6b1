package pointsman.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pointsman.bench.BenchDesk;
import pointsman.bench.BenchWindow;
import pointsman.feed.Feed;
import pointsman.json.JsonOutput;
import pointsman.lab.LocalLab;
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

/// What measurements need, made of the real parts.
final class BenchWiring implements BenchDesk {
  private static final String QUICK = "pointsman.quick";

  @Override
  public Lab lab() {
    return new LocalLab(java.time.Clock.systemUTC());
  }

  @Override
  public JsonFormat json() {
    return new JsonOutput();
  }

  /// The same Java with the same options and classes as this process, and with those that the
  /// launcher has for commands that end, as it told them in a property.
  @Override
  public List<String> self() {
    String main = Main.class.getName();
    List<String> told = List.of(ProcessHandle.current().info().arguments().orElse(new String[0]));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    int at = told.indexOf(main);
    if (at > 0) {
      told.subList(0, at).stream()
          .filter(word -> !word.startsWith("-D" + QUICK))
          .forEach(command::add);
    } else {
      command.addAll(
          List.of(
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path")));
    }
    command.addAll(List.of(System.getProperty(QUICK, "-XX:TieredStopAtLevel=1").split(" ", -1)));
    command.add(main);
    return command;
  }

  @Override
  public BenchWindow window(Path home, Fleet fleet, Feed<FleetHealth> health, boolean display)
      throws FailureException {
    return ScreenWiring.open(home, fleet, health, display);
  }

  @Override
  public Home open(Path home) {
    Wiring wiring = new Wiring(home);
    return new Home() {
      @Override
      public InventoryService inventory() throws FailureException {
        return wiring.inventory();
      }

      @Override
      public TrustService trust() throws FailureException {
        return wiring.trust();
      }

      @Override
      public DeployService deploys() throws FailureException {
        return wiring.deploys();
      }

      @Override
      public TrafficService traffic() throws FailureException {
        return wiring.traffic();
      }

      @Override
      public FleetMonitor monitor(Duration interval) throws FailureException {
        return wiring.monitor(interval);
      }

      @Override
      public void close() {
        wiring.close();
      }
    };
  }
}
