package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.port.LabNode;
import pointsman.port.LabRuns;

/// A node's load balancer.
final class Balancer {
  private static final Duration BETWEEN = Duration.ofMillis(60);

  private final LabNode node;
  private final Commands commands;

  Balancer(LabNode node, Commands commands) {
    this.node = node;
    this.commands = commands;
  }

  /// Starts it on the release in use; returns when it has gone into the background.
  void start() throws FailureException {
    String config = BareRelease.current(node).toString();
    List<String> command =
        switch (node.engine()) {
          case HAPROXY ->
              List.of(
                  Commands.load("haproxy", "haproxy").toString(),
                  "-W",
                  "-D",
                  "-f",
                  config,
                  "-p",
                  node.pidFile().toString());
          case NGINX ->
              List.of(
                  Commands.load("nginx", "nginx").toString(),
                  "-c",
                  config,
                  "-e",
                  node.run().resolve("nginx.log").toString(),
                  "-g",
                  // The lab may stand in a folder that is closed to the user of root's workers.
                  Owner.find().isRoot() ? "user root;" : "");
        };
    commands.run(command, node.run(), log());
  }

  /// Where its start says what goes wrong.
  Path log() {
    return node.run().resolve("start.log");
  }

  /// Its processes: the master first, then the workers, also those whose master is gone.
  List<Long> processes(ProcessTable table) {
    List<Long> masters = new ArrayList<>();
    List<Long> others = new ArrayList<>();
    String comm = node.engine() == EngineKind.HAPROXY ? "haproxy" : "nginx";
    for (ProcessTable.Seen seen : table.living()) {
      if (seen.comm().equals(comm) && isOfNode(seen)) {
        boolean below =
            table.find(seen.parent()).filter(parent -> parent.comm().equals(comm)).isPresent();
        (below ? others : masters).add(seen.pid());
      }
    }
    masters.addAll(others);
    return masters;
  }

  private boolean isOfNode(ProcessTable.Seen seen) {
    return seen.command().contains(node.etc() + "/") || seen.folder().equals(node.run().toString());
  }

  /// The master's process id, from its pid file; empty when it does not run.
  Optional<Long> master(ProcessTable table) {
    try {
      long pid = Long.parseLong(Files.readString(node.pidFile()).strip());
      return table.find(pid).filter(this::isOfNode).map(ProcessTable.Seen::pid);
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// The signal on which it reloads.
  String reloadSignal() {
    return switch (node.engine()) {
      case HAPROXY -> "USR2";
      case NGINX -> "HUP";
    };
  }

  /// The release that the running process says it serves; empty when it does not answer in time.
  Optional<String> release(Duration patience) {
    return within(patience, () -> BalancerTalk.release(node, (int) patience.toMillis()));
  }

  /// What it runs, once three looks in a row are the same: around a reload old and new workers
  /// answer in turn. Empty when they are not in time.
  Optional<LabRuns> runs(Duration patience) {
    return within(patience, this::agreed);
  }

  private Optional<LabRuns> agreed() throws InterruptedException {
    Optional<LabRuns> last = Optional.empty();
    for (int same = 0; same < 3; Thread.sleep(BETWEEN)) {
      Optional<LabRuns> next = look();
      same = next.isEmpty() ? 0 : next.equals(last) ? same + 1 : 1;
      last = next;
    }
    return last;
  }

  private Optional<LabRuns> look() {
    try {
      return Optional.of(new RunningConfig(node).look());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private <T> Optional<T> within(Duration patience, Callable<Optional<T>> question) {
    FutureTask<Optional<T>> asking = new FutureTask<>(question);
    Thread thread = Thread.ofPlatform().daemon().name("ask " + node.name()).start(asking);
    try {
      return asking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      thread.interrupt();
      return Optional.empty();
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// Whether none of its processes runs.
  boolean isGone() {
    return processes(ProcessTable.read()).isEmpty();
  }
}
