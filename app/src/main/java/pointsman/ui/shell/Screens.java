package pointsman.ui.shell;

import java.time.InstantSource;
import pointsman.ui.deploy.DeployScreen;
import pointsman.ui.deploy.DeployViewModel;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.desk.Settings;
import pointsman.ui.editor.Editor;
import pointsman.ui.fleet.FleetScreen;
import pointsman.ui.fleet.FleetViewModel;
import pointsman.ui.fleet.NodeScreen;
import pointsman.ui.fleet.NodeViewModel;
import pointsman.ui.fleet.ServerPanel;
import pointsman.ui.fleet.ServersViewModel;
import pointsman.ui.fx.Works;
import pointsman.ui.guard.Gate;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Screen;
import pointsman.ui.kit.Words;
import pointsman.ui.traffic.RolloutsViewModel;
import pointsman.ui.traffic.TrafficPages;

/// Makes the screen of each place; fleet and deploys are kept, so that filter, scroll and plan
/// survive a look elsewhere.
final class Screens implements AutoCloseable {
  private final DeskWork work;
  private final Works works;
  private final Words words;
  private final Navigator navigator;
  private final Editor editor;
  private final TrafficPages traffic;
  private final RolloutsViewModel rollouts;
  private final SshHostsSheet hosts;
  private final FleetFileSheet file;
  private final FirstRun firstRun;
  private final FleetViewModel fleetModel;
  private final FleetScreen fleet;
  private final DeployViewModel deploys;
  private final DeployScreen deployScreen;
  private final Gate gate;

  Screens(DeskWork work, Works works, Words words, Overlays overlays, Navigator navigator) {
    this.work = work;
    this.works = works;
    this.words = words;
    this.navigator = navigator;
    rollouts =
        new RolloutsViewModel(
            work.traffic().traffic(), works.threads(), words, InstantSource.system());
    editor = new Editor(work.fleet(), works, words, overlays, navigator);
    gate = new Gate(words, overlays, works, work.guards(), work.fleet());
    traffic =
        new TrafficPages(
            new TrafficPages.Over(work.fleet(), work.traffic(), works, work.settings()::operator),
            words,
            overlays,
            gate,
            navigator);
    hosts = new SshHostsSheet(words, overlays, works, work, navigator);
    file = new FleetFileSheet(words, overlays, works, work.start(), navigator);
    firstRun = new FirstRun(words, works, work.start(), hosts::open, file::open);
    fleetModel = new FleetViewModel(work.fleet(), works);
    fleet = new FleetScreen(fleetModel, rollouts, words, navigator, firstRun);
    deploys =
        new DeployViewModel(work.deploys(), work.history(), work.fleet().fleets(), works, words);
    deployScreen = new DeployScreen(deploys, words, gate);
  }

  /// What goes on with the traffic of any pool.
  RolloutsViewModel rollouts() {
    return rollouts;
  }

  /// Starts the demo fleet.
  void startDemo() {
    firstRun.startDemo();
  }

  /// Shows the first run with the focus on the demo fleet's button.
  void offerDemo() {
    navigator.go(new Place.Fleet());
    firstRun.focusDemo();
  }

  /// Opens the list of SSH hosts.
  void takeHosts() {
    hosts.open();
  }

  /// Asks for a fleet file.
  void openFile() {
    file.open();
  }

  /// Lets go of what is kept between screens.
  @Override
  public void close() {
    fleetModel.close();
    rollouts.close();
  }

  Screen at(Place place) {
    return switch (place) {
      case Place.Fleet _ -> fleet;
      case Place.Node node ->
          new NodeScreen(
              new NodeViewModel(node.node(), work.fleet(), work.history(), works),
              words,
              navigator,
              new ServerPanel(
                  new ServersViewModel(node.node(), work.servers(), work.fleet(), works),
                  words,
                  gate,
                  row -> navigator.go(new Place.Servers(row.pool()))));
      case Place.Services _ -> editor.services(rollouts);
      case Place.Pool pool -> traffic.pool(pool.pool());
      case Place.Servers pool -> editor.pool(pool.pool());
      case Place.Deploys _ -> deployScreen;
      case Place.Plan plan -> {
        deploys.plan(plan.services(), plan.nodes());
        yield deployScreen;
      }
      case Place.Revert revert -> {
        deploys.planRevert(revert.release(), revert.nodes());
        yield deployScreen;
      }
      case Place.Settings _ -> settings();
    };
  }

  private void demoFromSettings() {
    startDemo();
    navigator.go(new Place.Fleet());
  }

  private Screen settings() {
    Settings now =
        work.settings()
            .settings()
            .find()
            .orElseGet(() ->
                new Settings(Settings.Theme.SYSTEM, java.time.Duration.ofSeconds(2), "operator"));
    return new SettingsScreen(work.settings(), works, words, now, this::demoFromSettings);
  }
}
