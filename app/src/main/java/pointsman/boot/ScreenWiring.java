package pointsman.boot;

import java.nio.file.Path;
import java.util.List;
import pointsman.bench.BenchWindow;
import pointsman.feed.Feed;
import pointsman.feed.Subscription;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.model.plan.ServerResult;
import pointsman.model.plan.ServerRuns;
import pointsman.service.guard.Consent;
import pointsman.service.server.ServerOrder;
import pointsman.ui.desk.ServerWork;
import pointsman.ui.gauge.WindowGauge;

/// The real window for measurements: over a real home with a real inventory, but nodes that are
/// made up, and never connected to.
final class ScreenWiring implements BenchWindow {
  private final Wiring wiring;
  private final DeskMaker desk;
  private final Subscription told;
  private final WindowGauge.Opened opened;
  private final boolean display;

  private ScreenWiring(
      Wiring wiring,
      DeskMaker desk,
      Subscription told,
      WindowGauge.Opened opened,
      boolean display) {
    this.wiring = wiring;
    this.desk = desk;
    this.told = told;
    this.opened = opened;
    this.display = display;
  }

  static BenchWindow open(Path home, Fleet fleet, Feed<FleetHealth> health, boolean display)
      throws FailureException {
    Wiring wiring = new Wiring(home);
    wiring.inventory().change(_ -> fleet, "bench screen");
    // A page that looks at a pool has its nodes asked: here are none to ask.
    wiring.counting().close();
    wiring.board().start();
    Subscription told = health.subscribe(wiring.monitor().health()::publish);
    DeskMaker desk = new DeskMaker(wiring);
    WindowGauge.Opened opened =
        WindowGauge.open(desk.over(new NoServers()), desk.words(), fleet, display);
    return new ScreenWiring(wiring, desk, told, opened, display);
  }

  /// Servers of nodes that there are not.
  private static final class NoServers implements ServerWork {
    @Override
    public ServerResult change(ServerOrder order, Consent consent) {
      throw new IllegalStateException("made up");
    }

    @Override
    public List<ServerRuns> look(Name node) {
      return List.of();
    }
  }

  @Override
  public String drawnBy() {
    return WindowGauge.drawnBy(display);
  }

  @Override
  public String size() {
    return opened.gauge().size();
  }

  @Override
  public double openedMillis() {
    return opened.millis();
  }

  @Override
  public List<String> screens() {
    return opened.gauge().screens();
  }

  @Override
  public double paint(String screen) {
    return opened.gauge().paint(screen);
  }

  @Override
  public Frames scroll(boolean servers, int frames) {
    WindowGauge.Frames seen = opened.gauge().scroll(servers, frames);
    return new Frames(seen.rows(), seen.apart(), seen.work());
  }

  @Override
  public double filter(String text) {
    return opened.gauge().filter(text);
  }

  @Override
  public void close() {
    told.close();
    opened.gauge().close();
    desk.close();
    wiring.close();
  }
}
