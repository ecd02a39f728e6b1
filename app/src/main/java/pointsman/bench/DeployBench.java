package pointsman.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pointsman.bench.DeployReport.Case;
import pointsman.model.fleet.Node;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;

/// The same deploy by Pointsman, Ansible and plain `ssh`: write the config, have it judged by
/// HAProxy, put it in its place, reload, wait for the new worker. Two labs of equal nodes, one for
/// Pointsman and one for the others; the tools take turns, so that a busy machine is busy for all.
final class DeployBench {
  private final BenchDesk desk;
  private final Consumer<String> tell;

  DeployBench(BenchDesk desk, Consumer<String> tell) {
    this.desk = desk;
    this.tell = tell;
  }

  DeployReport run(Path dir, int nodes, int rounds) throws Exception {
    Path ourLab = dir.resolve("a");
    Path theirLab = dir.resolve("b");
    Meter meter = new Meter(dir.resolve("tool.log"));
    tell.accept("two labs of " + nodes + " HAProxy nodes come up");
    RunningLab first = desk.lab().up(order(ourLab, nodes));
    try {
      RunningLab second = desk.lab().up(order(theirLab, nodes));
      Ours ours = new Ours(desk, first, dir.resolve("home-a"), meter);
      Ours other = new Ours(desk, second, dir.resolve("home-b"), meter);
      PlainNodes plain = null;
      try {
        ours.begin();
        other.begin();
        plain = plain(dir, second, dir.resolve("home-b"));
        return measure(dir, ours, plain, meter, nodes, rounds);
      } finally {
        ours.close();
        other.close();
        if (plain != null) {
          KeptConnections.end(plain.sockets());
        }
      }
    } finally {
      desk.lab().down(ourLab);
      desk.lab().down(theirLab);
    }
  }

  private static LabOrder order(Path dir, int nodes) {
    return LabOrder.of(dir, nodes).with(LabOrder.Engines.HAPROXY).boundToThisProcess();
  }

  private PlainNodes plain(Path dir, RunningLab lab, Path home) throws Exception {
    List<Node> nodes;
    try (BenchDesk.Home open = desk.open(home)) {
      nodes = open.inventory().load().nodes();
    }
    return new PlainNodes(nodes, dir.resolve("p"), lab.dir().resolve("keys/id_ed25519"));
  }

  private DeployReport measure(
      Path dir, Ours ours, PlainNodes plain, Meter meter, int nodes, int rounds) throws Exception {
    List<Contender> tools = new ArrayList<>(List.of(ours, new PlainSsh(plain, meter)));
    List<String> notes = new ArrayList<>();
    if (Ansible.installed()) {
      tools.add(new Ansible(plain, meter));
    } else {
      notes.add("ansible is not installed, so it was not measured (Debian: ansible-core)");
    }
    Map<String, List<Meter.Taken>> taken = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Case what : Case.values()) {
        for (Contender tool : tools) {
          Meter.Taken one = one(tool, what, 10 + round * 3 + what.ordinal());
          taken.computeIfAbsent(tool.name() + "/" + what, _ -> new ArrayList<>()).add(one);
          tell.accept(
              "round %d %-9s %-9s %6.2f s"
                  .formatted(
                      round,
                      what.name().toLowerCase(java.util.Locale.ROOT),
                      tool.name(),
                      one.wallMillis() / 1000));
        }
      }
    }
    List<DeployReport.Row> rows = new ArrayList<>();
    for (Case what : Case.values()) {
      for (Contender tool : tools) {
        rows.add(row(tool.name(), what, taken.get(tool.name() + "/" + what), nodes));
      }
    }
    int bytes = (int) Files.size(Path.of(PlainNodes.target(plain.nodes().getFirst())));
    return new DeployReport(nodes, rounds, bytes, rows, notes);
  }

  private static Meter.Taken one(Contender tool, Case what, int weight) throws Exception {
    return switch (what) {
      case COLD -> tool.cold(weight);
      case WARM -> tool.warm(weight);
      case UNCHANGED -> tool.unchanged();
    };
  }

  private static DeployReport.Row row(String tool, Case what, List<Meter.Taken> taken, int nodes) {
    return new DeployReport.Row(
        tool,
        what,
        median(taken.stream().map(Meter.Taken::wallMillis).toList()) / 1000,
        median(taken.stream().map(Meter.Taken::cpuMillis).toList()) / nodes,
        median(taken.stream().map(Meter.Taken::peakMegabytes).toList()));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
