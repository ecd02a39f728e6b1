package pointsman.boot;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.service.demo.DemoService;
import pointsman.service.watch.FleetMonitor;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.desk.SettingsWork;
import pointsman.ui.kit.Words;
import pointsman.ui.shell.GuardDesk;
import pointsman.ui.shell.ServiceDesk;
import pointsman.ui.shell.SettingsDesk;
import pointsman.ui.shell.StartDesk;
import pointsman.ui.shell.TrafficDesk;

/// Lays the desk over a home's services, and starts what has to run behind it.
final class DeskMaker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeskMaker.class);

  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final Wiring wiring;
  private final Words words;
  private final Optional<Failure> noGlyphs;
  private final DemoService demo;
  private final GuardDesk guards;
  private final TrafficDesk traffic;
  private volatile boolean closed;

  DeskMaker(Wiring wiring) throws FailureException {
    this.wiring = wiring;
    Locale locale = wiring.settings().language().locale();
    noGlyphs = Glyphs.missing(locale);
    words = new Words(noGlyphs.isPresent() ? Locale.ENGLISH : locale);
    guards = new GuardDesk(wiring.guarding());
    traffic =
        new TrafficDesk(wiring.board(), wiring.traffic(), wiring.rollouts(), wiring.counting());
    demo =
        new DemoService(
            wiring.lab(), wiring.load(), wiring.inventory(), wiring.trust(), wiring.deploys());
  }

  Words words() {
    return words;
  }

  /// Why the window does not speak the language that was chosen.
  Optional<Failure> noGlyphs() {
    return noGlyphs;
  }

  DeskWork make() throws FailureException {
    FleetMonitor monitor = wiring.monitor();
    Thread.ofVirtual().name("inventory").start(this::follow);
    wiring.board().start();
    wiring.rollouts().start();
    return new DeskWork(
        ServiceDesk.fleet(wiring.inventory(), monitor),
        ServiceDesk.deploys(wiring.deploys(), wiring.diff()),
        traffic,
        ServiceDesk.servers(wiring.servers()),
        ServiceDesk.history(wiring.history(), wiring.drift()),
        new StartDesk(
            demo, wiring.inventory(), wiring.trust(), wiring.home().resolve("lab"), words),
        guards,
        new SettingsDesk(wiring.keeper(), SystemOperator.name(), this::facts));
  }

  /// Follows the inventory, which commands may change while the window is open.
  private void follow() {
    try {
      wiring.monitor().start();
      while (!closed) {
        guards.look();
        Thread.sleep(AGAIN);
        wiring.inventory().load();
      }
    } catch (FailureException e) {
      LOG.error("the inventory cannot be read: {}", e.failure().summary());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<SettingsWork.Fact> facts() {
    String id;
    try {
      id = wiring.store().id();
    } catch (FailureException e) {
      id = e.failure().summary();
    }
    return List.of(
        new SettingsWork.Fact(words.of("settings.fact.folder"), wiring.home().toString()),
        new SettingsWork.Fact(words.of("settings.fact.inventory"), id),
        new SettingsWork.Fact(words.of("settings.fact.version"), "0.1.0"),
        new SettingsWork.Fact(words.of("settings.fact.java"), Runtime.version().toString()));
  }

  @Override
  public void close() {
    closed = true;
    demo.close();
  }
}
