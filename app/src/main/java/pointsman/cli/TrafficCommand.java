package pointsman.cli;

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
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.TrafficStore;

/// `traffic [POOL]`: what is commanded of a pool and, apart from it, what its nodes run.
@Command(
    name = "traffic",
    description = "Shows what is commanded and what every node was measured to run.")
final class TrafficCommand implements Callable<Integer> {
  @Parameters(paramLabel = "POOL", description = "Only these pools.")
  List<String> pools = List.of();

  @Option(names = "--watch", description = "Again every second, until interrupted.")
  boolean watch;

  private final Services services;
  private final Answer answer;

  TrafficCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  /// A pool in the document.
  record Line(PoolTraffic traffic, String measured, Optional<TrafficStore.ShiftEntry> shift) {}

  @Override
  public Integer call() throws Exception {
    List<Name> names = new ArrayList<>(DeployCommands.names("POOL", pools));
    if (names.isEmpty()) {
      services.inventory().load().pools().stream().map(Pool::name).forEach(names::add);
    }
    int code = once(names);
    while (watch && !Thread.currentThread().isInterrupted()) {
      Thread.sleep(1000);
      code = once(names);
    }
    return code;
  }

  private int once(List<Name> names) throws FailureException {
    services.traffic().notices().forEach(answer.notes()::println);
    List<Line> lines = new ArrayList<>();
    boolean known = true;
    boolean asCommanded = true;
    for (Name name : names) {
      PoolTraffic traffic = services.traffic().measure(name);
      Optional<TrafficStore.ShiftEntry> shift =
          services.traffic().shifts(name, 1).stream().findFirst();
      lines.add(new Line(traffic, word(traffic.measured()), shift));
      print(traffic, shift);
      known &= !(traffic.measured() instanceof PoolTraffic.Unknown);
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
