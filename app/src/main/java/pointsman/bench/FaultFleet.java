package pointsman.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import pointsman.model.fleet.EngineKind;
import pointsman.port.LabNode;
import pointsman.port.LabRuns;
import pointsman.port.RunningLab;

/// A lab's fleet as seen from outside the program.
final class FaultFleet {
  private final RunningLab lab;

  FaultFleet(RunningLab lab) {
    this.lab = lab;
  }

  List<LabNode> nodes() {
    return lab.nodes();
  }

  /// Whether a node's lock has been taken.
  boolean anyLocked() {
    return nodes().stream().anyMatch(FaultFleet::locked);
  }

  /// Who holds a lock stands in a file, which is empty from its end on.
  private static boolean locked(LabNode node) {
    return node.state().resolve("lock.holder").toFile().length() > 0;
  }

  /// Whether a node still holds a lock or an unconfirmed commit.
  boolean anyHeld() {
    return nodes().stream()
        .anyMatch(node -> locked(node) || Files.exists(node.state().resolve("deadman/pending")));
  }

  /// Writes a fleet file with every weight of the first pool set.
  Path withWeight(Path file, int weight) throws IOException {
    String text = Files.readString(lab.fleetFile());
    String changed =
        text.replaceFirst(
            "(?s)(name: b1, address: [^,}]+, port: [0-9]+)[^}]*}", "$1, weight: " + weight + "}");
    if (changed.equals(text)) {
      throw new IOException("the lab's fleet file has no server b1");
    }
    return Files.writeString(file, changed);
  }

  /// What every node's load balancer runs by its own word; a node that does not say is missing.
  Map<LabNode, LabRuns> runs() throws IOException, InterruptedException {
    Map<LabNode, LabRuns> runs = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<LabNode, Future<Optional<LabRuns>>> asked = new LinkedHashMap<>();
      for (LabNode node : nodes()) {
        asked.put(node, threads.submit(() -> lab.runs(node.name())));
      }
      for (Map.Entry<LabNode, Future<Optional<LabRuns>>> each : asked.entrySet()) {
        each.getValue().get().ifPresent(said -> runs.put(each.getKey(), said));
      }
      return runs;
    } catch (ExecutionException e) {
      throw new IOException("a node of the lab cannot be asked", e.getCause());
    }
  }

  /// Which nodes run with this weight.
  Map<String, Boolean> fresh(Map<LabNode, LabRuns> runs, int weight) {
    Map<String, Boolean> fresh = new LinkedHashMap<>();
    for (LabNode node : nodes()) {
      LabRuns each = runs.get(node);
      fresh.put(node.name().value(), each != null && each.weighs(weight));
    }
    return fresh;
  }

  /// Where a load balancer does not say what it runs.
  List<String> silent(Map<LabNode, LabRuns> runs) {
    return nodes().stream()
        .filter(node -> !runs.containsKey(node))
        .map(node -> node.name() + ": its load balancer does not say what it runs")
        .toList();
  }

  /// Where what runs is not what lies in place.
  static List<String> apart(Map<LabNode, LabRuns> runs) {
    List<String> apart = new ArrayList<>();
    runs.forEach((node, each) ->
        each.differences().forEach(difference -> apart.add(node.name() + ": " + difference)));
    return apart;
  }

  private static Path main(LabNode node) {
    return node.etc()
        .resolve("current")
        .resolve(
            switch (node.engine()) {
              case HAPROXY -> "haproxy.cfg";
              case NGINX -> "nginx.conf";
            });
  }

  /// What is not as it must be: a config that its engine refuses, a service that does not answer
  /// from the live lane.
  List<String> wrong() throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    for (LabNode node : nodes()) {
      judge(node, wrong);
      ask(node, 8080, "/", wrong);
      ask(node, 8080, "/api/x", wrong);
      ask(node, 9000, "/", wrong);
    }
    return wrong;
  }

  private static void judge(LabNode node, List<String> wrong)
      throws IOException, InterruptedException {
    String binary = node.engine() == EngineKind.HAPROXY ? "/usr/sbin/haproxy" : "/usr/sbin/nginx";
    List<String> command =
        switch (node.engine()) {
          case HAPROXY -> List.of(binary, "-c", "-f", main(node).toString());
          case NGINX -> List.of(binary, "-t", "-c", main(node).toString());
        };
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      wrong.add(node.name() + ": its current config is refused: " + said.strip());
    }
  }

  private static void ask(LabNode node, int port, String path, List<String> wrong)
      throws InterruptedException {
    String where = node.address() + ":" + port + path;
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build()) {
      HttpResponse<Void> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://" + where))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      String lane = answer.headers().firstValue("X-Lane").orElse("none");
      if (answer.statusCode() != 200 || !lane.equals("blue")) {
        wrong.add(
            node.name() + ": " + where + " answered " + answer.statusCode() + " from " + lane);
      }
    } catch (IOException e) {
      wrong.add(node.name() + ": " + where + " does not answer: " + e.getMessage());
    }
  }
}
