package pointsman.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolCounts;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.TrafficStore;
import pointsman.service.LaneCounting;

/// `traffic [POOL]`: what is commanded of a pool and, apart from it, what its nodes run.
@Command(
    name = "traffic",
    description = "Shows what is commanded and what every node was measured to run.")
final class TrafficCommand implements Callable<Integer> {
  private static final Duration WATCHED = Duration.ofSeconds(10);
  private static final Duration BEGIN = Duration.ofSeconds(5);

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
  record Line(
      PoolTraffic traffic,
      String measured,
      Optional<TrafficStore.ShiftEntry> shift,
      Optional<RolloutSight> rollout,
      boolean unwatched,
      Optional<CountsText.Counted> counted) {}

  @Override
  public Integer call() throws Exception {
    List<Name> names = new ArrayList<>(DeployCommands.names("POOL", pools));
    if (names.isEmpty()) {
      services.inventory().load().pools().stream().map(Pool::name).forEach(names::add);
    }
    count(names, over);
    int code = once(names, over);
    while (watch && !Thread.currentThread().isInterrupted()) {
      Thread.sleep(1000);
      code = once(names, over);
    }
    return code;
  }

  /// Has the pools counted for a while; a node that is slow to begin is waited for as long again.
  private void count(List<Name> names, Duration time)
      throws FailureException, InterruptedException {
    if (time.isZero()) {
      return;
    }
    LaneCounting counting = services.counting();
    long began = System.nanoTime();
    names.forEach(counting::want);
    Thread.sleep(time);
    while (System.nanoTime() - began < 2 * time.toNanos() + BEGIN.toNanos()
        && names.stream().anyMatch(name -> !counting.counts(name, WATCHED).silent().isEmpty())) {
      Thread.sleep(100);
    }
  }

  private int once(List<Name> names, Duration time) throws FailureException {
    services.traffic().notices().forEach(answer.notes()::println);
    List<Line> lines = new ArrayList<>();
    boolean known = true;
    boolean asCommanded = true;
    for (Name name : names) {
      PoolTraffic traffic = services.traffic().measure(name);
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
              counts.map(CountsText::document)));
      print(traffic, shift);
      boolean apart = traffic.measured() instanceof PoolTraffic.Apart;
      open.ifPresent(each -> each.lines(apart).forEach(answer.text()::println));
      counts.ifPresent(each -> CountsText.lines(each).forEach(answer.text()::println));
      known &= !(traffic.measured() instanceof PoolTraffic.Unknown) && !unwatched;
      asCommanded &= asCommanded(traffic);
    }
    Map<String, Object> document = Map.of("pools", lines, "notices", services.traffic().notices());
    if (watch) {
      answer.line(document);
    } else {
      answer.document(document);
    }
    return !known ? Complaint.UNKNOWN : asCommanded ? Complaint.DONE : Complaint.DIFFERENCES;
  }

  private Optional<OpenRollout> open(Name name) throws FailureException {
    return services
        .rollouts()
        .sight(name)
        .filter(sight -> !sight.rollout().over())
        .map(sight -> new OpenRollout(sight, Instant.now()));
  }

  private static boolean asCommanded(PoolTraffic traffic) {
    return switch (traffic.measured()) {
      case PoolTraffic.Agreed agreed -> agreed.split().green().equals(traffic.commanded().green());
      case PoolTraffic.Apart _, PoolTraffic.Unknown _ -> false;
    };
  }

  private void print(PoolTraffic traffic, Optional<TrafficStore.ShiftEntry> shift) {
    TrafficSplit commanded = traffic.commanded();
    List<String> lines = new ArrayList<>();
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
                  .formatted(traffic.nodes().size(), ShiftText.words(agreed.split())));
      case PoolTraffic.Apart apart -> {
        lines.add("  measured: the nodes run different splits");
        seen(apart.nodes(), lines);
      }
      case PoolTraffic.Unknown unknown -> {
        lines.add(
            unknown.silent().isEmpty()
                ? "  measured: it is deployed nowhere"
                : "  measured: not known of " + names(unknown.silent()));
        seen(unknown.seen(), lines);
      }
    }
    for (NodeTraffic node : traffic.nodes()) {
      node.failure().ifPresent(failure -> lines.add("  " + failure.summary()));
    }
    shift.ifPresent(last -> lines.add("  last shift: " + words(last)));
    lines.forEach(answer.text()::println);
  }

  private static void seen(Map<NodeSplit, List<Name>> seen, List<String> lines) {
    seen.forEach(
        (split, nodes) -> lines.add("    " + ShiftText.words(split) + ": " + names(nodes)));
  }

  private static String words(TrafficStore.ShiftEntry shift) {
    return "to %s green at %s, %d ms in all%s"
        .formatted(
            shift.split().green(),
            shift.at(),
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

  private static String names(List<Name> names) {
    return names.stream().map(Name::value).collect(Collectors.joining(", "));
  }
}
