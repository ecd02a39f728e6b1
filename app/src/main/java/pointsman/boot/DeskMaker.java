package pointsman.boot;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.service.demo.DemoService;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.desk.ServerWork;
import pointsman.ui.desk.SettingsWork;
import pointsman.ui.kit.Words;
import pointsman.ui.shell.GuardDesk;
import pointsman.ui.shell.ServiceDesk;
import pointsman.ui.shell.SettingsDesk;
import pointsman.ui.shell.StartDesk;
import pointsman.ui.shell.TrafficDesk;

/// Lays the desk over a home's services, and starts what has to run behind it.
final class DeskMaker implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final Wiring wiring;
  private final Words words;
  private final Optional<Failure> noGlyphs;
  private final DemoService demo;
  private final GuardDesk guards;
  private final TrafficDesk traffic;
  private final Following following = new Following("the inventory", this::look, AGAIN);

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
    following.start();
    wiring.board().start();
    wiring.rollouts().start();
    return over(ServiceDesk.servers(wiring.servers()));
  }

  /// The desk with other servers, and nothing that runs behind it.
  DeskWork over(ServerWork servers) throws FailureException {
    return new DeskWork(
        ServiceDesk.fleet(wiring.inventory(), wiring.monitor()),
        ServiceDesk.deploys(wiring.deploys(), wiring.diff()),
        traffic,
        servers,
        ServiceDesk.history(wiring.history(), wiring.drift()),
        new StartDesk(
            new StartDesk.Over(demo, wiring.inventory(), wiring.trust(), wiring.deploys()),
            wiring.home().resolve("lab"),
            words),
        guards,
        new SettingsDesk(wiring.keeper(), wiring.operator(), this::facts));
  }

  /// Commands may change the inventory while the window is open.
  private void look() throws FailureException {
    wiring.monitor().start();
    wiring.inventory().load();
    guards.look();
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
    following.close();
    demo.close();
  }
}
