package pointsman.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pointsman.bench.DeployReport.Bar;
import pointsman.bench.DeployReport.Spread;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.PlanRequest;
import pointsman.service.guard.Consent;
import pointsman.service.inventory.TrustService;
import pointsman.service.shift.SplitOrder;

/// A fleet switch by Pointsman beside the same change by Ansible and plain `ssh`, on one lab of
/// HAProxy nodes; the tools take turns. Pointsman's is locked, checked and read back.
final class SwitchBench {
  private static final Name POOL = new Name("shop-web");

  /// As many as two cores can ask 200 times a second beside a fleet of 50 nodes on the same cores.
  private static final int WATCHED = 10;

  private final BenchDesk desk;
  private final LabOrder.Engines engines;
  private final Consumer<String> tell;
  private final Map<String, List<Double>> walls = new LinkedHashMap<>();
  private final Map<String, List<Double>> skews = new LinkedHashMap<>();
  private final List<Double> prepared = new ArrayList<>();
  private final List<Double> committed = new ArrayList<>();
  private final List<Double> back = new ArrayList<>();
  private final List<Double> outside = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();

  /// @param tell takes a line of progress
  SwitchBench(BenchDesk desk, LabOrder.Engines engines, Consumer<String> tell) {
    this.desk = desk;
    this.engines = engines;
    this.tell = tell;
  }

  /// Brings a lab up, measures, and takes it down.
  ///
  /// @param dir a folder of its own; short, since sockets lie in it
  SwitchReport run(Path dir, int nodes, int rounds) throws Exception {
    Path place = dir.resolve("a");
    tell.accept("a lab of " + nodes + " nodes comes up");
    RunningLab lab = desk.lab().up(LabOrder.of(place, nodes).with(engines).boundToThisProcess());
    try (BenchDesk.Home home = desk.open(dir.resolve("home"))) {
      begin(home, lab);
      return measure(home, lab, dir, nodes, rounds);
    } finally {
      desk.lab().down(place);
    }
  }

  private void begin(BenchDesk.Home home, RunningLab lab) throws Exception {
    home.inventory().apply(Files.readString(lab.fleetFile()), "fleet.yaml", false);
    for (TrustService.Offered offered : home.trust().offers(Set.of())) {
      home.trust().accept(offered.node(), offered.offer().find().orElseThrow(), Optional.empty());
    }
    if (!home.deploys()
        .start(home.deploys().plan(PlanRequest.everything()), DeployOptions.allAtOnce())
        .await()
        .done()) {
      throw new IllegalStateException("the first deploy failed");
    }
    tell.accept("every node has its first release");
  }

  private SwitchReport measure(BenchDesk.Home home, RunningLab lab, Path dir, int nodes, int rounds)
      throws Exception {
    Meter meter = new Meter(dir.resolve("tool.log"));
    PlainNodes plain =
        new PlainNodes(
            home.inventory().load().nodes(),
            dir.resolve("p"),
            lab.dir().resolve("keys/id_ed25519"));
    PlainSwitch others = new PlainSwitch(plain, meter);
    List<String> notes = new ArrayList<>();
    boolean alone = engines != LabOrder.Engines.HAPROXY;
    Optional<String> ansible = alone ? Optional.empty() : Playbook.version(meter);
    if (alone) {
      notes.add("the others were not measured: they are told to HAProxy only");
    } else {
      notes.add(
          ansible
              .map(version -> "ansible is " + version + ", with forks 50 and pipelining")
              .orElse("ansible is not installed, so it was not measured (Debian: ansible)"));
    }
    ours(home, 1);
    ours(home, 0);
    List.of(walls, skews).forEach(Map::clear);
    List.of(prepared, committed, back).forEach(List::clear);
    try {
      for (int round = 1; round <= rounds; round++) {
        ours(home, 100);
        ours(home, 0);
        if (!alone) {
          others(others, ansible.isPresent());
          ours(home, 0);
          back.removeLast();
        }
        tell.accept("round " + round + " of " + rounds + " is over");
      }
    } finally {
      KeptConnections.end(plain.sockets());
    }
    List<LabNode> watched = lab.nodes().subList(0, Math.min(WATCHED, nodes));
    for (int round = 1; round <= rounds; round++) {
      underEyes(home, watched, 100);
      underEyes(home, watched, 0);
    }
    notes.add(
        "from outside: %d of the nodes, asked %.0f times a second each by users of their own"
            .formatted(watched.size(), Spread.of(rates).median() / watched.size()));
    return report(nodes, rounds, notes);
  }

  private void underEyes(BenchDesk.Home home, List<LabNode> watched, int percent) throws Exception {
    try (SwitchWatch users = new SwitchWatch(watched, percent == 100)) {
      ShiftResult result = shift(home, percent);
      SwitchWatch.Seen seen = users.seen();
      tell.accept(
          "to %3d %% under eyes: skew %.1f ms by stamps, %.1f ms from outside"
              .formatted(
                  percent, millis(result.skew().orElse(Duration.ZERO)), millis(seen.skew())));
      outside.add(millis(seen.skew()));
      rates.add(seen.rate());
    }
  }

  private void others(PlainSwitch others, boolean ansible) throws Exception {
    take("plain ssh cold", others.ssh(40, false));
    take("plain ssh open", others.ssh(60, true));
    if (ansible) {
      take("ansible cold", others.ansible(40, false));
      take("ansible open", others.ansible(60, true));
    }
  }

  private void take(String name, PlainSwitch.Switched switched) {
    add(walls, name, switched.taken().wallMillis() / 1000);
    add(skews, name, millis(switched.skew()));
  }

  private static void add(Map<String, List<Double>> all, String name, double value) {
    all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private void ours(BenchDesk.Home home, int percent) throws Exception {
    long began = System.nanoTime();
    ShiftResult result = shift(home, percent);
    double wall = (System.nanoTime() - began) / 1e9;
    if (!result.seated()) {
      throw new IllegalStateException("a shift failed: " + result);
    }
    tell.accept(
        "pointsman to %3d %%: %.2f s, skew %.1f ms"
            .formatted(percent, wall, millis(result.skew().orElse(Duration.ZERO))));
    add(skews, "pointsman open", millis(result.skew().orElse(Duration.ZERO)));
    if (percent == 0) {
      back.add(wall);
      return;
    }
    add(walls, "pointsman open", wall);
    prepared.add(millis(result.prepared()));
    committed.add(millis(result.committed()));
  }

  /// Right after a reload HAProxy has not checked its servers yet: then it is asked again.
  private static ShiftResult shift(BenchDesk.Home home, int percent) throws Exception {
    SplitOrder order = SplitOrder.candidate(POOL, new Share(percent * 100));
    for (int i = 0; ; i++) {
      try {
        return home.traffic().split(order, Consent.none());
      } catch (FailureException e) {
        if (i == 20) {
          throw e;
        }
        Thread.sleep(500);
      }
    }
  }

  private SwitchReport report(int nodes, int rounds, List<String> notes) {
    List<SwitchReport.Row> rows = new ArrayList<>();
    walls.forEach((name, values) ->
        rows.add(
            new SwitchReport.Row(
                name.replaceFirst(" (open|cold)$", ""),
                name.endsWith(" open"),
                Spread.of(values),
                Spread.of(skews.getOrDefault(name, List.of(0.0))))));
    Spread skew = Spread.of(skews.getOrDefault("pointsman open", List.of(0.0)));
    List<Bar> bars =
        List.of(
            Bar.of("skew in ms, median", skew.median(), 50, false),
            Bar.of("the same from outside, median", Spread.of(outside).median(), 50, false),
            Bar.of("way back in s, median", Spread.of(back).median(), 2, false));
    return new SwitchReport(
        nodes,
        rounds,
        rows,
        Spread.of(prepared),
        Spread.of(committed),
        Spread.of(back),
        bars,
        notes);
  }
}
