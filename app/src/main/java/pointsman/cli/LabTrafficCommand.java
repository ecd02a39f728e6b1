package pointsman.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.LabNode;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.LoadRun;

/// `lab traffic`: real requests at a steady rate, counted without mercy.
@Command(
    name = "traffic",
    description = "Sends requests to the nodes without retries; exit 3 when one of them failed.")
final class LabTrafficCommand implements Callable<Integer> {
  @Mixin LabPlace place = new LabPlace();

  @Option(
      names = "--rps",
      paramLabel = "R",
      required = true,
      description = "Requests a second, to each node.")
  double rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = Amounts.Time.class,
      description = "How long (default 30s).")
  Duration duration = Duration.ofSeconds(30);

  @Option(
      names = "--post",
      paramLabel = "SHARE",
      converter = Amounts.Share.class,
      description = "Share of POSTs (default 10%%).")
  int post = 1000;

  @Option(
      names = "--keep-alive",
      paramLabel = "SHARE",
      converter = Amounts.Share.class,
      description = "Share of requests on kept connections (default 50%%).")
  int keepAlive = 5000;

  @Option(names = "--node", paramLabel = "N", split = ",", description = "Only these nodes.")
  List<String> nodes = List.of();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The service's port (default 8080, the service 'shop'; 9000 is 'ledger').")
  int port = 8080;

  @Option(names = "--path", paramLabel = "PATH", description = "Paths, taken in turn.")
  List<String> paths = List.of("/", "/api/orders", "/cart");

  private final Services services;
  private final Answer answer;

  LabTrafficCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    LoadOrder order = order();
    answer
        .notes()
        .println(
            "Sending for %d s to %d nodes …"
                .formatted(duration.toSeconds(), order.targets().size()));
    LoadResult result;
    try (LoadRun run = services.load().start(order)) {
      result = run.await();
    }
    print(result);
    answer.document(result);
    return result.failed() == 0 ? Complaint.DONE : Complaint.UNKNOWN;
  }

  private LoadOrder order() throws FailureException {
    List<LabNode> all = place.load(services.lab()).nodes();
    List<String> known = all.stream().map(node -> node.name().value()).toList();
    Optional<String> wrong = nodes.stream().filter(name -> !known.contains(name)).findFirst();
    if (wrong.isPresent()) {
      throw new FailureException(new Failure.NotFound("lab node", wrong.get(), known));
    }
    List<LoadOrder.Target> targets =
        all.stream()
            .filter(node -> nodes.isEmpty() || nodes.contains(node.name().value()))
            .map(node -> new LoadOrder.Target(node.name().value(), node.address(), port))
            .toList();
    return LoadOrder.of(targets, rate)
        .lasting(duration)
        .mixed(post / 100, keepAlive / 100)
        .to(paths);
  }

  private void print(LoadResult result) {
    PrintStream out = answer.text();
    out.println(
        "%d requests in %.1f s (%.0f a second), %d failed%s"
            .formatted(
                result.sent(),
                result.time().toMillis() / 1000.0,
                result.rate(),
                result.failed(),
                result.unsent() == 0 ? "" : ", " + result.unsent() + " due but not begun"));
    result
        .failures()
        .forEach((kind, count) -> out.println("  %-12s %d".formatted(word(kind), count)));
    LoadResult.Latency latency = result.latency();
    out.println(
        "latency P50 %s  P95 %s  P99 %s  max %s"
            .formatted(
                text(latency.p50()),
                text(latency.p95()),
                text(latency.p99()),
                text(latency.max())));
    print("by node", result.targets());
    print("by lane", result.lanes());
    print("by server", result.servers());
    for (LoadResult.Sample sample : result.samples().stream().limit(10).toList()) {
      out.println(
          "failed: %s %s %s%s: %s, %s"
              .formatted(
                  sample.at(),
                  sample.target(),
                  sample.request(),
                  sample.kept() ? " (kept connection)" : "",
                  word(sample.kind()),
                  sample.detail()));
    }
  }

  private void print(String title, Map<String, LoadResult.Count> counts) {
    PrintStream out = answer.text();
    out.println(title);
    counts.forEach((name, count) ->
        out.println("  %-24s %8d  failed %d".formatted(name, count.sent(), count.failed())));
  }

  private static String word(LoadResult.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String text(Duration time) {
    return "%.1f ms".formatted(time.toNanos() / 1e6);
  }
}
