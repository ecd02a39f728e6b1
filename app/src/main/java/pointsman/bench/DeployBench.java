package pointsman.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import pointsman.bench.DeployReport.Case;
import pointsman.bench.DeployReport.Spread;
import pointsman.model.fleet.Node;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;

/// The same deploy by Pointsman, Ansible and plain `ssh`: write the config, have it judged by the
/// engine, put it in its place, reload, wait for the new worker. Two labs of equal nodes, one for
/// Pointsman and one for the others; the tools take turns, so that a busy machine is busy for all.
final class DeployBench {
  private static final int HEAVIEST = 200;

  private final BenchDesk desk;
  private final LabOrder.Engines engines;
  private final Consumer<String> tell;
  private int weight = Ours.FIRST_WEIGHT;

  /// @param tell takes a line of progress
  DeployBench(BenchDesk desk, LabOrder.Engines engines, Consumer<String> tell) {
    this.desk = desk;
    this.engines = engines;
    this.tell = tell;
  }

  /// Brings the labs up, measures, and takes them down.
  ///
  /// @param dir a folder of its own; short, since sockets lie in it
  DeployReport run(Path dir, int nodes, int rounds) throws Exception {
    Path ourLab = dir.resolve("a");
    Path theirLab = dir.resolve("b");
    Meter meter = new Meter(dir.resolve("tool.log"));
    tell.accept("two labs of " + nodes + " nodes come up");
    RunningLab first = desk.lab().up(order(ourLab, nodes));
    try {
      RunningLab second = desk.lab().up(order(theirLab, nodes));
      Ours ours = new Ours(desk, first, dir.resolve("home-a"), LargeConfig::of, meter);
      Ours other = new Ours(desk, second, dir.resolve("home-b"), LargeConfig::of, meter);
      PlainNodes plain = null;
      try {
        ours.begin();
        other.begin();
        plain = plain(dir, second, dir.resolve("home-b"));
        return measure(ours, plain, meter, nodes, rounds);
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

  private LabOrder order(Path dir, int nodes) {
    return LabOrder.of(dir, nodes).with(engines).boundToThisProcess();
  }

  private PlainNodes plain(Path dir, RunningLab lab, Path home) throws Exception {
    List<Node> nodes;
    try (BenchDesk.Home open = desk.open(home)) {
      nodes = open.inventory().load().nodes();
    }
    return new PlainNodes(nodes, dir.resolve("p"), lab.dir().resolve("keys/id_ed25519"));
  }

  private DeployReport measure(Ours ours, PlainNodes plain, Meter meter, int nodes, int rounds)
      throws Exception {
    List<Contender> tools = new ArrayList<>(List.of(ours, new PlainSsh(plain, meter)));
    List<String> notes = new ArrayList<>();
    Optional<String> ansible = Playbook.version(meter);
    if (ansible.isPresent()) {
      tools.add(new Ansible(plain, meter));
      notes.add("ansible is " + ansible.get() + ", with forks 50 and pipelining");
    } else {
      notes.add("ansible is not installed, so it was not measured (Debian: ansible)");
    }
    notes.add("window: cold sessions by a program that runs; pointsman, cold, starts one first");
    Map<String, List<Meter.Taken>> taken = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Case what : Case.values()) {
        for (Contender tool : tools) {
          take(taken, round, tool.name(), what, one(tool, what));
        }
        if (what == Case.COLD) {
          take(taken, round, Ours.WINDOW, what, ours.coldInside(nextWeight()));
        }
      }
    }
    List<String> names = new ArrayList<>(tools.stream().map(Contender::name).toList());
    names.add(1, Ours.WINDOW);
    List<DeployReport.Row> rows = new ArrayList<>();
    for (Case what : Case.values()) {
      for (String name : names) {
        List<Meter.Taken> some = taken.getOrDefault(name + "/" + what, List.of());
        if (!some.isEmpty()) {
          rows.add(row(name, what, some, nodes));
        }
      }
    }
    int bytes = (int) Files.size(Path.of(PlainNodes.target(plain.nodes().getFirst())));
    return new DeployReport(nodes, rounds, bytes, rows, new DeployBars(rows).judge(), notes);
  }

  private void take(
      Map<String, List<Meter.Taken>> taken, int round, String tool, Case what, Meter.Taken one) {
    taken.computeIfAbsent(tool + "/" + what, _ -> new ArrayList<>()).add(one);
    tell.accept(
        "round %d %-9s %-9s %6.2f s"
            .formatted(round, what.name().toLowerCase(Locale.ROOT), tool, one.wallMillis() / 1000));
  }

  private Meter.Taken one(Contender tool, Case what) throws Exception {
    return switch (what) {
      case COLD -> tool.cold(nextWeight());
      case WARM -> tool.warm(nextWeight());
      case UNCHANGED -> tool.unchanged();
    };
  }

  /// Another one each time, so that every change is one.
  private int nextWeight() {
    weight = weight % HEAVIEST + 1;
    return weight;
  }

  private static DeployReport.Row row(String tool, Case what, List<Meter.Taken> taken, int nodes) {
    return new DeployReport.Row(
        tool,
        what,
        Spread.of(taken.stream().map(one -> one.wallMillis() / 1000).toList()),
        Spread.of(taken.stream().map(one -> one.cpuMillis() / nodes).toList()),
        Spread.of(taken.stream().map(Meter.Taken::peakMegabytes).toList()));
  }
}
