package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.engine.plan.Waves;
import pointsman.feed.Feed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;

/// A plan being carried out: wave by wave, each wave prepared on all of its nodes before any
/// commits, and the rest left alone after the first failure. Safe for all threads.
public final class DeployRun {
  private static final Logger LOG = LoggerFactory.getLogger(DeployRun.class);

  private final DeployPlan plan;
  private final DeployOptions options;
  private final Fleet fleet;
  private final Journal journal;
  private final NodeAccess access;
  private final Feed<DeployProgress> progress = new Feed<>();
  private final CompletableFuture<DeployResult> done = new CompletableFuture<>();
  private final Map<Name, DeployProgress.Line> lines = new LinkedHashMap<>();
  private volatile boolean stopped;
  private volatile int wave = 1;
  private int waves = 1;
  private String id = "";
  private Instant started = Instant.EPOCH;

  DeployRun(
      DeployPlan plan, DeployOptions options, Fleet fleet, Journal journal, NodeAccess access) {
    this.plan = plan;
    this.options = options;
    this.fleet = fleet;
    this.journal = journal;
    this.access = access;
  }

  /// Where it is; the last value holds the result.
  public Feed<DeployProgress> progress() {
    return progress;
  }

  /// The run's id in the journal.
  public String id() {
    return id;
  }

  /// Lets the current wave end and leaves the others alone.
  public void stop() {
    stopped = true;
  }

  /// Waits for the result.
  public DeployResult await() throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a deploy ended unexpectedly", e.getCause());
    }
  }

  /// Waits for the result for so long.
  ///
  /// @return empty: it is not there yet
  public Optional<DeployResult> await(Duration limit) throws InterruptedException {
    try {
      return Optional.of(done.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a deploy ended unexpectedly", e.getCause());
    }
  }

  void begin() throws FailureException {
    refuseWhatCannotGo();
    started = now();
    Map<Name, ReleaseId> releases = new LinkedHashMap<>();
    Map<Name, ReleaseId> previous = new LinkedHashMap<>();
    for (NodePlan.Change change : plan.changes()) {
      releases.put(change.node(), change.release().id());
      change.against().ifPresent(release -> previous.put(change.node(), release));
    }
    id =
        journal.begin(
            plan.purpose(),
            access.desk().operator(),
            options.consent().forTheJournal(),
            started,
            releases,
            previous);
    Thread.ofVirtual().name("deploy " + id).start(this::runToEnd);
  }

  private void refuseWhatCannotGo() throws FailureException {
    for (NodePlan.Blocked blocked : plan.blocked()) {
      throw new FailureException(blocked.failure());
    }
    for (NodePlan.Change change : plan.changes()) {
      boolean foreign = change.takeOver().isPresent();
      if (foreign && change.against().isEmpty()) {
        throw new FailureException(notPrepared(change));
      }
      if (foreign && !options.takeOver()) {
        throw new FailureException(
            new Failure.TakeOverNeeded(change.node(), change.takeOver().orElseThrow()));
      }
    }
  }

  /// Without a release in use there is nothing that a dead-man could go back to.
  private static Failure notPrepared(NodePlan.Change change) {
    return new Failure.Refused(
        "take-over",
        change.node()
            + " has no release yet: its load balancer does not run what 'current' points at",
        "Prepare it once by hand, as docs/guide/getting-started.md tells, then deploy with"
            + " --take-over.");
  }

  private void runToEnd() {
    Map<Name, NodeResult> results = new LinkedHashMap<>();
    try {
      run(results);
    } catch (RuntimeException | Error e) {
      for (NodePlan.Change change : plan.changes()) {
        results.computeIfAbsent(
            change.node(),
            node ->
                NodeResult.unknown(node, FanOut.ownFault(node, e), List.of("the run broke off")));
      }
    }
    try {
      done.complete(end(results));
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
      throw e;
    }
  }

  private void run(Map<Name, NodeResult> results) {
    List<List<NodePlan.Change>> cut = Waves.of(plan.changes(), options.wavePercent());
    waves = Math.max(1, cut.size());
    for (int i = 0; i < cut.size(); i++) {
      for (NodePlan.Change change : cut.get(i)) {
        lines.put(
            change.node(),
            new DeployProgress.Line(change.node(), i + 1, Phase.WAITING, "", Optional.empty()));
      }
    }
    publish(Optional.empty());
    Optional<Failure> halt = Optional.empty();
    for (int i = 0; i < cut.size(); i++) {
      wave = i + 1;
      if (halt.isEmpty() && stopped) {
        halt = Optional.of(new Failure.Stopped("The deploy"));
      }
      List<NodeResult> ended =
          halt.isPresent()
              ? left(cut.get(i), halt.get())
              : new DeployWave(this::work, cut.get(i)).run();
      for (NodeResult result : ended) {
        results.put(result.node(), result);
        show(result);
      }
      halt = halt.or(() -> culprit(ended));
    }
  }

  /// Why later waves are left alone: the first node that failed by itself, not with its wave.
  private static Optional<Failure> culprit(List<NodeResult> ended) {
    List<NodeResult> failed =
        ended.stream().filter(result -> result.end() != NodeResult.End.DONE).toList();
    return failed.stream()
        .filter(result -> !(result.failure().orElse(null) instanceof Failure.Stopped))
        .findFirst()
        .or(() -> failed.stream().findFirst())
        .map(result ->
            new Failure.Stopped(
                "The deploy, after " + result.node() + " failed in an earlier wave,"));
  }

  private NodeDeploy work(NodePlan.Change change) {
    Node node = fleet.findNode(change.node()).orElseThrow();
    return new NodeDeploy(node, change, access, (phase, note) -> step(change.node(), phase, note));
  }

  private static List<NodeResult> left(List<NodePlan.Change> wave, Failure why) {
    return wave.stream()
        .map(change ->
            new NodeResult(
                change.node(),
                NodeResult.End.UNTOUCHED,
                Optional.empty(),
                Optional.of(why),
                List.of("nothing was sent to it")))
        .toList();
  }

  private DeployResult end(Map<Name, NodeResult> results) {
    List<NodeResult> ordered = new ArrayList<>();
    for (NodePlan node : plan.nodes()) {
      switch (node) {
        case NodePlan.Unchanged same ->
            ordered.add(
                new NodeResult(
                    same.node(),
                    NodeResult.End.UNCHANGED,
                    Optional.of(same.release()),
                    Optional.empty(),
                    List.of("files: as planned, by sha256")));
        case NodePlan.Change change ->
            Optional.ofNullable(results.get(change.node())).ifPresent(ordered::add);
        case NodePlan.Blocked _ -> {}
      }
    }
    DeployResult result = new DeployResult(id, ordered, Duration.between(started, now()));
    try {
      journal.end(result, now());
    } catch (FailureException e) {
      LOG.warn("the journal did not take the end of run {}: {}", id, e.getMessage());
    }
    publish(Optional.of(result));
    return result;
  }

  private void step(Name node, Phase phase, String note) throws FailureException {
    journal.step(id, node, phase, note, now());
    synchronized (lines) {
      DeployProgress.Line line = lines.get(node);
      if (line != null) {
        lines.put(node, new DeployProgress.Line(node, line.wave(), phase, note, line.failure()));
      }
    }
    publish(Optional.empty());
  }

  private void show(NodeResult result) {
    Phase phase = result.end() == NodeResult.End.DONE ? Phase.DONE : Phase.ENDED;
    synchronized (lines) {
      DeployProgress.Line line = lines.get(result.node());
      if (line != null) {
        String note = result.failure().map(Failure::summary).orElse("");
        lines.put(
            result.node(),
            new DeployProgress.Line(result.node(), line.wave(), phase, note, result.failure()));
      }
    }
    publish(Optional.empty());
  }

  private void publish(Optional<DeployResult> result) {
    List<DeployProgress.Line> now;
    synchronized (lines) {
      now = List.copyOf(lines.values());
    }
    progress.publish(
        new DeployProgress(wave, waves, now, Duration.between(started, now()), result));
  }

  private Instant now() {
    return access.desk().clock().instant();
  }
}
