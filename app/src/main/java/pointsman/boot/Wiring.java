package pointsman.boot;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pointsman.cli.Services;
import pointsman.diff.LineDiff;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.json.JsonOutput;
import pointsman.json.JsonRollout;
import pointsman.lab.HttpLoad;
import pointsman.lab.LocalLab;
import pointsman.model.FailureException;
import pointsman.port.Inventory;
import pointsman.port.Journal;
import pointsman.port.JsonFormat;
import pointsman.port.Lab;
import pointsman.port.LoadTool;
import pointsman.port.TextDiff;
import pointsman.port.TrafficStore;
import pointsman.render.FreemarkerRenderer;
import pointsman.service.deploy.DeployService;
import pointsman.service.deploy.DriftService;
import pointsman.service.deploy.HistoryService;
import pointsman.service.deploy.ReleaseMaker;
import pointsman.service.guard.GuardService;
import pointsman.service.guard.Guards;
import pointsman.service.inventory.InventoryService;
import pointsman.service.inventory.TrustService;
import pointsman.service.node.Desk;
import pointsman.service.node.NodeAccess;
import pointsman.service.rollout.RolloutPace;
import pointsman.service.rollout.RolloutService;
import pointsman.service.server.LastServer;
import pointsman.service.server.ServerService;
import pointsman.service.shift.Capacity;
import pointsman.service.shift.FleetShift;
import pointsman.service.shift.OldConnections;
import pointsman.service.shift.TrafficBoard;
import pointsman.service.shift.TrafficService;
import pointsman.service.watch.FleetMonitor;
import pointsman.service.watch.GateSource;
import pointsman.service.watch.LaneCounting;
import pointsman.ssh.JschHostKeys;
import pointsman.ssh.SshSettings;
import pointsman.store.Database;
import pointsman.store.SettingsFile;
import pointsman.store.SqliteGuards;
import pointsman.store.SqliteInventory;
import pointsman.store.SqliteJournal;
import pointsman.store.SqliteServerLog;
import pointsman.store.SqliteTraffic;
import pointsman.ui.desk.Settings;
import pointsman.ui.shell.SettingsDesk;

/// One home's services, each made when first asked for.
final class Wiring implements Services, AutoCloseable {
  private final Path home;
  private final UnaryOperator<Journal> journals;
  private final Clock clock = Clock.systemUTC();
  private final YamlFleetFile fleetFile = new YamlFleetFile();
  final NodeWiring nodes;
  final TrafficWiring traffic = new TrafficWiring(this);
  private Optional<Database> database = Optional.empty();
  private Optional<String> operator = Optional.empty();
  private Optional<Inventory> store = Optional.empty();
  private Optional<InventoryService> inventory = Optional.empty();
  private Optional<DeployService> deploys = Optional.empty();
  private Optional<FleetMonitor> monitor = Optional.empty();

  Wiring(Path home) {
    this(home, Desk.Limits.defaults(), journal -> journal);
  }

  /// @param limits how long nodes are waited for
  /// @param journals put around the journal, such as by a test that stops at a step
  Wiring(Path home, Desk.Limits limits, UnaryOperator<Journal> journals) {
    this.home = home;
    this.journals = journals;
    this.nodes = new NodeWiring(this, limits, fleetFile);
  }

  private synchronized Database database() throws FailureException {
    if (database.isEmpty()) {
      database = Optional.of(Database.open(home));
    }
    return database.get();
  }

  synchronized Inventory store() throws FailureException {
    Inventory one = store.orElse(new SqliteInventory(database(), fleetFile, clock));
    store = Optional.of(one); // one for all: it keeps what it read last
    return one;
  }

  private Journal journal() throws FailureException {
    return journals.apply(new SqliteJournal(database()));
  }

  Path home() {
    return home;
  }

  Settings settings() {
    return SettingsDesk.read(keeper(), SystemOperator.name());
  }

  /// Where settings are kept.
  SettingsDesk.Keeper keeper() {
    return new FileKeeper(new SettingsFile(home));
  }

  Guards guards() throws FailureException {
    return new Guards(store(), new SqliteGuards(database()), clock, operator());
  }

  @Override
  public Capacity capacity() throws FailureException {
    return new Capacity(access());
  }

  @Override
  public GuardService guarding() throws FailureException {
    return new GuardService(store(), new SqliteGuards(database()), guards(), clock, operator());
  }

  /// Who signs all that this program does: a name set meanwhile counts from the next start.
  synchronized String operator() {
    String one = operator.orElseGet(() -> settings().operator());
    operator = Optional.of(one);
    return one;
  }

  Desk desk(Desk.Limits limits) {
    return new Desk(operator(), clock, limits);
  }

  NodeAccess access() throws FailureException {
    return nodes.access();
  }

  @Override
  public synchronized InventoryService inventory() throws FailureException {
    if (inventory.isEmpty()) {
      inventory =
          Optional.of(new InventoryService(store(), journal(), fleetFile, operator(), guards()));
    }
    return inventory.get();
  }

  @Override
  public synchronized DeployService deploys() throws FailureException {
    if (deploys.isEmpty()) {
      deploys =
          Optional.of(
              new DeployService(
                  store(),
                  journal(),
                  new ReleaseMaker(
                      new FreemarkerRenderer(home.resolve("templates")), trafficStore(), access()),
                  access(),
                  guards()));
    }
    return deploys.get();
  }

  TrafficStore trafficStore() throws FailureException {
    return new SqliteTraffic(database(), new JsonRollout());
  }

  /// Brings pools to splits.
  FleetShift shifts() throws FailureException {
    return traffic.shifts();
  }

  @Override
  public OldConnections connections() throws FailureException {
    return new OldConnections(store(), access(), guards());
  }

  @Override
  public RolloutService rollouts() throws FailureException {
    return traffic.rollouts();
  }

  /// A service of its own for rollouts.
  ///
  /// @param stores put around the store, such as by a test that stops at a step
  RolloutService rollouts(RolloutPace pace, GateSource gates, UnaryOperator<TrafficStore> stores)
      throws FailureException {
    return new RolloutWiring(this, clock).service(pace, gates, stores.apply(trafficStore()));
  }

  @Override
  public TrafficService traffic() throws FailureException {
    return traffic.service();
  }

  /// The traffic for screens; follows the monitor once it is started.
  TrafficBoard board() throws FailureException {
    return traffic.board();
  }

  @Override
  public ServerService servers() throws FailureException {
    return new ServerService(
        store(),
        new SqliteServerLog(database()),
        access(),
        guards(),
        new LastServer(trafficStore(), capacity()));
  }

  @Override
  public HistoryService history() throws FailureException {
    return new HistoryService(store(), journal(), trafficStore(), access());
  }

  @Override
  public DriftService drift() throws FailureException {
    return new DriftService(store(), journal(), deploys(), access());
  }

  @Override
  public TrustService trust() throws FailureException {
    return new TrustService(
        store(), new JschHostKeys(SshSettings.usual(home)), Duration.ofSeconds(10));
  }

  @Override
  public FleetMonitor monitor() throws FailureException {
    return monitor(settings().poll());
  }

  /// The monitor, made with this interval when it is first asked for.
  synchronized FleetMonitor monitor(Duration interval) throws FailureException {
    if (monitor.isEmpty()) {
      monitor = Optional.of(new FleetMonitor(access(), inventory().fleets(), interval));
    }
    return monitor.get();
  }

  @Override
  public LaneCounting counting() throws FailureException {
    return traffic.counting();
  }

  /// Counts at a pace of its own.
  LaneCounting counting(LaneCounting.Pace pace) throws FailureException {
    inventory().load();
    return new LaneCounting(access(), inventory().fleets(), monitor(), pace);
  }

  @Override
  public Lab lab() {
    return new LocalLab(clock);
  }

  @Override
  public LoadTool load() {
    return new HttpLoad(clock);
  }

  @Override
  public JsonFormat json() {
    return new JsonOutput();
  }

  @Override
  public TextDiff diff() {
    return new LineDiff();
  }

  @Override
  public synchronized void close() {
    traffic.close();
    monitor.ifPresent(FleetMonitor::close);
    nodes.close();
    database.ifPresent(Database::close);
  }
}
