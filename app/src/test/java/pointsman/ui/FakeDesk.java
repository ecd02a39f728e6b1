package pointsman.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import pointsman.feed.Feed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.UrlPath;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;
import pointsman.model.health.FleetHealth;
import pointsman.model.plan.BlastRadius;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.FileChange;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeDrift;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.plan.ServerResult;
import pointsman.model.plan.ServerRuns;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.HostKeys;
import pointsman.port.Journal;
import pointsman.port.TextDiff;
import pointsman.port.TrafficStore;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.guard.Consent;
import pointsman.service.inventory.ApplyReport;
import pointsman.service.server.ServerOrder;
import pointsman.ui.desk.DeployWork;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.desk.GuardWork;
import pointsman.ui.desk.HistoryWork;
import pointsman.ui.desk.ServerWork;
import pointsman.ui.desk.Settings;
import pointsman.ui.desk.SettingsWork;
import pointsman.ui.desk.StartWork;
import pointsman.ui.desk.TrafficWork;

/// A desk over values that a test sets: what the services would say.
public final class FakeDesk
    implements FleetWork,
        DeployWork,
        TrafficWork,
        HistoryWork,
        ServerWork,
        StartWork,
        GuardWork,
        SettingsWork,
        DeployWork.Push {
  public final Feed<Fleet> fleets = new Feed<>();
  public final Feed<FleetHealth> health = new Feed<>();
  public final Feed<GuardSight> sights = new Feed<>();
  public final Feed<Map<Name, PoolTraffic>> traffic = new Feed<>();
  public final List<TrafficStore.Line> lines = new ArrayList<>();
  public final List<TrafficStore.ShiftEntry> shifted = new ArrayList<>();
  public Optional<Failure> trafficFails = Optional.empty();
  public final Feed<Settings> settings = new Feed<>();
  public final Feed<DeployProgress> progress = new Feed<>();
  public final List<Journal.Run> runs = new CopyOnWriteArrayList<>();
  public ServerOverrides standing = ServerOverrides.none();
  public Set<String> living = Set.of();
  public final List<String> asked = new ArrayList<>();
  public CompletableFuture<DeployResult> result = new CompletableFuture<>();
  public Optional<Failure> loadFails = Optional.empty();
  public List<Left> left = List.of();
  public Optional<Failure> planFails = Optional.empty();
  public Optional<Failure> blocked = Optional.empty();
  public String purpose = "deploy";
  public boolean blocksAll;
  public List<HostKeys.SshHost> hosts =
      List.of(
          new HostKeys.SshHost("edge-1", "192.0.2.11", 22, "ops", "", ""),
          new HostKeys.SshHost("edge-nginx", "192.0.2.12", 2222, "root", "~/.ssh/id_ed25519", ""));
  public Optional<Failure> fileFails = Optional.empty();
  public List<String> fileNotes = List.of();
  public volatile boolean stopped;
  public volatile boolean undo = true;
  public int configLines;
  public volatile List<ServerRuns> serverRuns = List.of();

  public FakeDesk() {
    settings.publish(new Settings(Settings.Theme.LIGHT, Duration.ofSeconds(2), "ops"));
  }

  public DeskWork work() {
    return new DeskWork(this, this, this, this, this, this, this, this);
  }

  @Override
  public ServerResult change(ServerOrder order, Consent consent) {
    asked.add(order.path() + " " + order.change().words() + " on " + order.nodes() + said(consent));
    return new ServerResult(order.pool(), order.server(), order.change(), List.of(), List.of());
  }

  @Override
  public List<ServerRuns> look(Name node) {
    return serverRuns;
  }

  @Override
  public Feed<Fleet> fleets() {
    return fleets;
  }

  @Override
  public void load() throws FailureException {
    if (loadFails.isPresent()) {
      throw new FailureException(loadFails.get());
    }
  }

  @Override
  public Feed<FleetHealth> health() {
    return health;
  }

  @Override
  public void change(UnaryOperator<Fleet> edit, String why, Consent consent) {
    asked.add("change " + why + said(consent));
    fleets.publish(edit.apply(fleets.find().orElse(Fleet.empty())));
  }

  @Override
  public DeployPlan plan(Set<Name> services, Set<Name> nodes) throws FailureException {
    asked.add("plan " + services + " " + nodes);
    if (planFails.isPresent()) {
      throw new FailureException(planFails.get());
    }
    List<NodePlan> plans = new ArrayList<>();
    for (Node node : fleets.find().orElse(Fleet.empty()).nodes()) {
      if (nodes.isEmpty() || nodes.contains(node.name())) {
        plans.add(planOf(node, plans.size()));
      }
    }
    return new DeployPlan(Instant.now(), purpose, plans);
  }

  private NodePlan planOf(Node node, int at) {
    if ((at == 2 || blocksAll) && blocked.isPresent()) {
      Failure why =
          blocked.get() instanceof Failure.Unreachable unreachable && blocksAll
              ? new Failure.Unreachable(node.name(), unreachable.why())
              : blocked.get();
      return new NodePlan.Blocked(node.name(), why);
    }
    String rest = "  # as before\n".repeat(configLines);
    String before = Texts.config(node, 200) + rest;
    String after = Texts.config(node, 400) + rest;
    ReleaseId id = ReleaseId.of(Instant.now(), Integer.toHexString(0x70000000 + at * 7919));
    Manifest manifest =
        new Manifest(
            id,
            Optional.of(SampleFleet.RELEASE),
            "ops",
            "i",
            Instant.now(),
            "70000000",
            Map.of(),
            "2.6.12",
            Set.of(),
            fleets.find().orElse(Fleet.empty()).services(),
            List.of());
    return new NodePlan.Change(
        node.name(),
        new Release(manifest, Map.of("haproxy.cfg", after), Map.of()),
        Optional.of(SampleFleet.RELEASE),
        Map.of(),
        List.of(
            new FileChange(
                node.engine().name().equals("NGINX") ? "nginx.conf" : "haproxy.cfg",
                before,
                after)),
        new BlastRadius(
            true,
            List.of(new Name("shop")),
            41 + at,
            List.of("Old workers keep their connections for at most 10 min.")),
        List.of(),
        List.of(),
        Optional.empty(),
        standing);
  }

  @Override
  public boolean isUndo(DeployPlan plan) {
    return undo;
  }

  @Override
  public Push start(DeployPlan plan, DeployOptions options) {
    asked.add(
        "start "
            + plan.changes().size()
            + " "
            + options.wavePercent()
            + " "
            + options.takeOver()
            + said(options.consent()));
    return this;
  }

  private static String said(Consent consent) {
    return consent.name().map(name -> " " + name).orElse("")
        + consent.reason().map(reason -> ": " + reason).orElse("");
  }

  @Override
  public List<TextDiff.Line> compare(String before, String after, int context) {
    return Texts.lines(before, after);
  }

  @Override
  public Feed<DeployProgress> progress() {
    return progress;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public DeployResult await() throws InterruptedException {
    try {
      return result.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Feed<Map<Name, PoolTraffic>> traffic() {
    return traffic;
  }

  @Override
  public void watch(Name pool) {}

  private void told(String what, Consent consent) throws FailureException {
    asked.add(what + said(consent));
    if (trafficFails.isPresent()) {
      throw new FailureException(trafficFails.get());
    }
  }

  @Override
  public ShiftResult split(Name pool, Share candidate, Consent consent) throws FailureException {
    told("split " + pool + " " + candidate, consent);
    return new ShiftResult(
        pool,
        new NodeSplit(candidate, Salt.FIRST, Optional.empty()),
        List.of(),
        Instant.now(),
        Duration.ZERO,
        Duration.ZERO);
  }

  @Override
  public ShiftResult audience(Name pool, boolean on, Consent consent) throws FailureException {
    told("audience " + pool + " " + on, consent);
    return split(pool);
  }

  @Override
  public ShiftResult again(Name pool, Consent consent) throws FailureException {
    told("again " + pool, consent);
    return split(pool);
  }

  private static ShiftResult split(Name pool) {
    return new ShiftResult(
        pool,
        new NodeSplit(Share.NONE, Salt.FIRST, Optional.empty()),
        List.of(),
        Instant.now(),
        Duration.ZERO,
        Duration.ZERO);
  }

  @Override
  public void begin(Name pool, RolloutPolicy policy, Optional<UrlPath> smoke, Consent consent)
      throws FailureException {
    told(
        "begin "
            + pool
            + " "
            + policy.stages().stream().map(stage -> stage.share().percent()).toList()
            + smoke.map(path -> " " + path.value()).orElse(""),
        consent);
  }

  @Override
  public void tell(Name pool, RolloutEvent event, Consent consent) throws FailureException {
    told("tell " + pool + " " + event, consent);
  }

  @Override
  public void rollback(Name pool) throws FailureException {
    told("rollback " + pool, Consent.none());
  }

  @Override
  public List<TrafficStore.Line> history(Name pool) {
    return List.copyOf(lines);
  }

  @Override
  public List<TrafficStore.ShiftEntry> shifts(Name pool, int limit) {
    return List.copyOf(shifted);
  }

  @Override
  public List<Journal.Run> runs(int limit) {
    return List.copyOf(runs);
  }

  @Override
  public Set<String> underWay() {
    return living;
  }

  @Override
  public String mark() {
    return runs.toString();
  }

  @Override
  public DeployPlan planRevert(String release, Set<Name> nodes) throws FailureException {
    asked.add("revert " + release + (nodes.isEmpty() ? "" : " on " + nodes));
    DeployPlan plan = plan(Set.of(), nodes);
    return new DeployPlan(plan.made(), "revert " + release, plan.nodes());
  }

  @Override
  public List<Left> settle() {
    return left;
  }

  @Override
  public List<NodeDrift> drift(Set<Name> nodes) {
    asked.add("drift " + nodes);
    return nodes.stream()
        .map(node ->
            new NodeDrift(
                node,
                Optional.of(SampleFleet.RELEASE),
                List.of(),
                List.of(),
                true,
                List.of(),
                Optional.empty()))
        .toList();
  }

  @Override
  public void startDemo(Consumer<String> steps) {
    asked.add("demo");
    steps.accept("starting 6 nodes");
  }

  @Override
  public List<HostKeys.SshHost> sshHosts() {
    return hosts;
  }

  @Override
  public FleetFile open(Path file) throws FailureException {
    asked.add("open " + file);
    if (fileFails.isPresent()) {
      throw new FailureException(fileFails.get());
    }
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 2, 3);
    fleets.publish(fleet);
    return new FleetFile(
        new ApplyReport(List.of(), List.of(), List.of(), 0, List.of(), fileNotes), fleet.nodes());
  }

  @Override
  public HostKeys.Offer offer(Node node) {
    return new HostKeys.Offer(
        "ssh-ed25519",
        "AAAA",
        "SHA256:1q2w3e4r5t6y7u8i9o0p1q2w3e4r5t6y7u8i9o0p1q2",
        HostKeys.Standing.UNKNOWN);
  }

  @Override
  public void trust(Node node, HostKeys.Offer offer) {
    asked.add("trust " + node.name());
  }

  @Override
  public Feed<GuardSight> sights() {
    return sights;
  }

  @Override
  public void unlock(Duration length, Why why) {
    asked.add("unlock " + length + ": " + why);
    GuardSight now = sights.find().orElseThrow();
    Unlock unlock = new Unlock(now.at(), now.at().plus(length), why, "ops");
    sights.publish(new GuardSight(now.at(), now.environment(), Optional.of(unlock), now.freezes()));
  }

  @Override
  public void lock() {
    asked.add("lock");
    GuardSight now = sights.find().orElseThrow();
    sights.publish(new GuardSight(now.at(), now.environment(), Optional.empty(), now.freezes()));
  }

  @Override
  public String operator() {
    return "ops";
  }

  @Override
  public Feed<Settings> settings() {
    return settings;
  }

  @Override
  public void save(Settings next) {
    asked.add("save " + next.theme() + " " + next.language());
    settings.publish(next);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        new Fact("folder", "/home/ops/.local/share/pointsman"), new Fact("inventory", "4f1c2a90"));
  }
}
