package pointsman.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolCounts;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.TrafficStore;
import pointsman.service.node.FanOut;
import pointsman.service.watch.LaneCounting;

/// `traffic [POOL]`: what is commanded of a pool and, apart from it, what its nodes run.
@Command(
    name = "traffic",
    description = "Shows what is commanded and what every node was measured to run.")
final class TrafficCommand implements Callable<Integer> {
  private static final Duration WATCHED = Duration.ofSeconds(10);
  private static final Duration BEGIN = Duration.ofSeconds(5);

  /// How long before the end of the counting the nodes are asked what they run.
  private static final Duration MEASURED = Duration.ofSeconds(3);

  @Parameters(paramLabel = "POOL", description = "Only these pools.")
  List<String> pools = List.of();

  @Option(names = "--watch", description = "Again every second, until interrupted.")
  boolean watch;

  @Option(
      names = "--over",
      paramLabel = "TIME",
      defaultValue = "3s",
      converter = Amounts.Time.class,
      description =
          "Counts what the lanes do for so long; 0s: does not. Default: ${DEFAULT-VALUE}.")
  Duration over = Duration.ofSeconds(3);

  private final Services services;
  private final Answer answer;

  TrafficCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  /// A pool in the document.
  ///
  /// @param rollout the one that is not over
  /// @param unwatched whether nobody drives it
  /// @param unserved users who get errors, as no server of their lane takes any
  record Line(
      PoolTraffic traffic,
      String measured,
      Optional<TrafficStore.ShiftEntry> shift,
      Optional<RolloutSight> rollout,
      boolean unwatched,
      List<String> unserved,
      Optional<CountsText.Counted> counted) {}

  @Override
  public Integer call() throws Exception {
    List<Name> names = new ArrayList<>(DeployCommands.names("POOL", pools));
    if (names.isEmpty()) {
      Fleet fleet = services.inventory().load();
      fleet.pools().stream().map(Pool::name).forEach(names::add);
      if (names.isEmpty()) {
        answer.notes().println(NothingYet.of(fleet));
      }
    }
    FutureTask<Map<Name, Outcome<PoolTraffic>>> measuring = new FutureTask<>(() -> measured(names));
    count(names, names.isEmpty() ? Duration.ZERO : over, measuring);
    int code = once(names, over, measuring.get());
    while (watch && !Thread.currentThread().isInterrupted()) {
      Thread.sleep(1000);
      code = once(names, over, measured(names));
    }
    return code;
  }

  /// All at once: a node that stays silent is waited for once, not for each of its pools.
  private Map<Name, Outcome<PoolTraffic>> measured(List<Name> names) {
    return FanOut.all(names, name -> name, name -> services.traffic().measure(name));
  }

  /// Has the pools counted for a while, and measured at its end; a node that is slow to begin is
  /// waited for, unless it answers nothing else either.
  private void count(
      List<Name> names, Duration time, FutureTask<Map<Name, Outcome<PoolTraffic>>> measuring)
      throws FailureException, InterruptedException {
    if (time.isZero()) {
      measuring.run();
      return;
    }
    LaneCounting counting = services.counting();
    long began = System.nanoTime();
    names.forEach(counting::want);
    Duration last = time.compareTo(MEASURED) < 0 ? time : MEASURED;
    Thread.sleep(time.minus(last));
    Thread.ofVirtual().name("measure").start(measuring);
    Thread.sleep(last);
    while (System.nanoTime() - began < 2 * time.toNanos() + BEGIN.toNanos()
        && names.stream().anyMatch(name -> isWaitedFor(counting, name, measuring))) {
      Thread.sleep(100);
    }
  }

  private static boolean isWaitedFor(
      LaneCounting counting, Name pool, FutureTask<Map<Name, Outcome<PoolTraffic>>> measuring) {
    Set<Name> silent = new HashSet<>(counting.counts(pool, WATCHED).silent().keySet());
    if (measuring.state() == Future.State.SUCCESS) {
      Optional.ofNullable(measuring.resultNow().get(pool))
          .flatMap(Outcome::find)
          .map(PoolTraffic::nodes)
          .orElse(List.of())
          .stream()
          .filter(node -> node.failure().isPresent())
          .forEach(node -> silent.remove(node.node()));
    }
    return !silent.isEmpty();
  }

  private int once(List<Name> names, Duration time, Map<Name, Outcome<PoolTraffic>> measured)
      throws FailureException {
    services.traffic().notices().forEach(answer.notes()::println);
    List<Line> lines = new ArrayList<>();
    Set<String> reasons = new HashSet<>();
    boolean known = true;
    boolean asCommanded = true;
    Map<Name, List<String>> unserved = unserved(measured);
    for (Name name : names) {
      PoolTraffic traffic = require(measured, name);
      Optional<TrafficStore.ShiftEntry> shift =
          services.traffic().shifts(name, 1).stream().findFirst();
      Optional<PoolCounts> counts = Optional.empty();
      if (!time.isZero()) {
        services.counting().want(name);
        counts = Optional.of(services.counting().counts(name, WATCHED));
      }
      Optional<OpenRollout> open = open(name);
      boolean unwatched = open.filter(OpenRollout::unwatched).isPresent();
      lines.add(
          new Line(
              traffic,
              word(traffic.measured()),
              shift,
              open.map(OpenRollout::sight),
              unwatched,
              unserved.getOrDefault(name, List.of()),
              counts.map(CountsText::document)));
      ShiftText text = new ShiftText(services.traffic().hasRules(traffic));
      print(text, traffic, shift, reasons);
      unserved
          .getOrDefault(name, List.of())
          .forEach(each -> answer.text().println("  not served: " + each));
      boolean apart = traffic.measured() instanceof PoolTraffic.Apart;
      open.ifPresent(each -> each.lines(apart).forEach(answer.text()::println));
      counts.ifPresent(each -> CountsText.lines(each, reasons).forEach(answer.text()::println));
      boolean unfinished = services.traffic().unfinished(name);
      if (unfinished) {
        answer
            .text()
            .println(
                "  the latest shift never came to its end: what a restart brings is not known until"
                    + " it is sent again, or all users are brought back");
      }
      known &= !(traffic.measured() instanceof PoolTraffic.Unknown) && !unwatched && !unfinished;
      if (!text.asCommanded(traffic)) {
        asCommanded = false;
        services
            .traffic()
            .others(name, traffic.held().keySet())
            .forEach(each -> answer.text().println("  not ours any more: " + each));
      }
      asCommanded &= !unserved.containsKey(name);
    }
    Map<String, Object> document = Map.of("pools", lines, "notices", services.traffic().notices());
    if (watch) {
      answer.line(document);
    } else {
      answer.document(document);
    }
    return !known ? Complaint.UNKNOWN : asCommanded ? Complaint.DONE : Complaint.DIFFERENCES;
  }

  private Map<Name, List<String>> unserved(Map<Name, Outcome<PoolTraffic>> measured)
      throws FailureException {
    Map<Name, Map<Name, NodeSplit>> held = new LinkedHashMap<>();
    measured.forEach(
        (name, outcome) -> outcome.find().ifPresent(each -> held.put(name, each.held())));
    return services.traffic().unserved(held);
  }

  private static PoolTraffic require(Map<Name, Outcome<PoolTraffic>> measured, Name pool)
      throws FailureException {
    return switch (Objects.requireNonNull(measured.get(pool))) {
      case Outcome.Ok<PoolTraffic> ok -> ok.value();
      case Outcome.Failed<PoolTraffic> failed -> throw new FailureException(failed.failure());
    };
  }

  private Optional<OpenRollout> open(Name name) throws FailureException {
    return services
        .rollouts()
        .sight(name)
        .filter(sight -> !sight.rollout().over())
        .map(sight -> new OpenRollout(sight, Instant.now()));
  }

  /// @param reasons those that were told already; each is told once
  private void print(
      ShiftText text,
      PoolTraffic traffic,
      Optional<TrafficStore.ShiftEntry> shift,
      Set<String> reasons) {
    TrafficSplit commanded = traffic.commanded();
    List<String> lines = new ArrayList<>();
    int all = traffic.nodes().size();
    lines.add(
        "%s: live %s, commanded %s %s"
            .formatted(
                traffic.pool(),
                commanded.live().word(),
                commanded.candidate(),
                commanded.live().other().word()));
    switch (traffic.measured()) {
      case PoolTraffic.Agreed agreed ->
          lines.add(
              "  measured: all %d nodes run %s"
                  .formatted(traffic.nodes().size(), text.words(agreed.split())));
      case PoolTraffic.Apart apart -> {
        lines.add("  measured: the nodes run different splits");
        lines.addAll(text.seen(apart.nodes(), all));
      }
      case PoolTraffic.Unknown unknown -> {
        lines.add(
            unknown.silent().isEmpty()
                ? "  measured: it is deployed nowhere"
                : "  measured: not known of " + NodesText.names(unknown.silent()));
        lines.addAll(text.seen(unknown.seen(), all));
      }
    }
    text.oddAudience(traffic).ifPresent(lines::add);
    for (NodeTraffic node : traffic.nodes()) {
      node.failure()
          .map(Failure::summary)
          .filter(reasons::add)
          .ifPresent(why -> lines.add("  " + why));
    }
    shift.ifPresent(last -> lines.add("  last shift: " + words(last)));
    lines.forEach(answer.text()::println);
  }

  private static String words(TrafficStore.ShiftEntry shift) {
    return "to %s green at %s, %d ms in all%s"
        .formatted(
            shift.split().green(),
            shift.at().truncatedTo(ChronoUnit.MILLIS),
            shift.total().toMillis(),
            shift
                .skew()
                .map(skew ->
                    ", %.1f ms apart by the nodes' clocks".formatted(ShiftText.millis(skew)))
                .orElse(""));
  }

  private static String word(PoolTraffic.Measured measured) {
    return switch (measured) {
      case PoolTraffic.Agreed _ -> "agreed";
      case PoolTraffic.Apart _ -> "apart";
      case PoolTraffic.Unknown _ -> "unknown";
    };
  }
}
