package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import pointsman.model.FailureException;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.LabRuns;
import pointsman.port.RunningLab;

/// Faults at uniformly random moments of a real deploy by a real program on a real lab. After each:
/// every node runs a complete, valid config and serves, the program claimed no success that is not
/// there, and the next run settles what is left and deploys.
public final class RandomFaults {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration CALM = Duration.ofSeconds(90);

  private final BenchDesk desk;
  private final SplittableRandom chance;
  private final long seed;
  private final Consumer<String> tell;
  private final List<String> wrong = new ArrayList<>();
  private final List<FaultReport.Moment> moments = new ArrayList<>();
  private int weight = 10;

  /// @param seed what the moments are drawn from
  /// @param tell gets a line a moment
  public RandomFaults(BenchDesk desk, long seed, Consumer<String> tell) {
    this.desk = desk;
    this.seed = seed;
    this.chance = new SplittableRandom(seed);
    this.tell = tell;
  }

  /// Where a run works.
  private record Place(RunningLab lab, FaultFleet fleet, Program program, Path home, Path file) {}

  /// Puts faults of these kinds in turn.
  ///
  /// @param dir an empty folder for the lab, the homes and the logs
  /// @param kinds in turn
  /// @param count how many moments
  public FaultReport run(Path dir, List<FaultKind> kinds, int count)
      throws FailureException, IOException, InterruptedException {
    Files.createDirectories(dir);
    RunningLab lab = desk.lab().up(LabOrder.of(dir.resolve("lab"), 2).boundToThisProcess());
    try {
      Place place =
          new Place(
              lab,
              new FaultFleet(lab),
              new Program(desk.self(), dir.resolve("program.log")),
              dir.resolve("home"),
              dir.resolve("fleet.yaml"));
      begin(place);
      long length = calibrate(place);
      int told = 0;
      for (int i = 0; i < count; i++) {
        FaultKind kind = kinds.get(i % kinds.size());
        long after = chance.nextLong(length + 1);
        moment(place, kind, after);
        FaultReport.Moment last = moments.getLast();
        told = tellWrong(told);
        tell.accept(
            (i + 1)
                + " "
                + kind.words()
                + " after "
                + after
                + " ms: exit "
                + last.code()
                + ", "
                + last.left());
      }
      return new FaultReport(seed, length, moments, wrong);
    } finally {
      desk.lab().down(dir.resolve("lab"));
    }
  }

  private int tellWrong(int told) {
    wrong.subList(told, wrong.size()).forEach(each -> tell.accept("WRONG " + each));
    return wrong.size();
  }

  private void begin(Place place) throws IOException, InterruptedException {
    place.fleet().withWeight(place.file(), weight);
    require(place, "apply", "-f", place.file().toString());
    require(place, "trust", "--all", "--yes");
    require(place, "deploy", "--yes");
  }

  private static void require(Place place, String... arguments)
      throws IOException, InterruptedException {
    place.program().require(place.home(), PATIENCE, arguments);
  }

  /// How long a deploy takes from the first lock to the end, at the longest of three.
  private long calibrate(Place place) throws IOException, InterruptedException {
    long longest = 0;
    for (int i = 0; i < 3; i++) {
      Process process = startDeploy(place);
      long began = awaitLock(place, process);
      Program.Ended ended = place.program().await(process, PATIENCE);
      if (ended.code() != 0) {
        throw new IOException("a deploy without a fault failed: " + ended.said());
      }
      longest = Math.max(longest, (System.nanoTime() - began) / 1_000_000);
    }
    return longest;
  }

  private Process startDeploy(Place place) throws IOException, InterruptedException {
    weight = weight >= 90 ? 11 : weight + 1;
    place.fleet().withWeight(place.file(), weight);
    require(place, "apply", "-f", place.file().toString());
    return place.program().start(place.home(), "deploy", "--yes");
  }

  /// Waits until the first node is locked; the time of it.
  private static long awaitLock(Place place, Process process)
      throws IOException, InterruptedException {
    while (process.isAlive()) {
      if (place.fleet().anyLocked()) {
        return System.nanoTime();
      }
      Thread.sleep(Duration.ofMillis(1));
    }
    throw new IOException("the deploy ended before it locked a node");
  }

  private void moment(Place place, FaultKind kind, long after)
      throws FailureException, IOException, InterruptedException {
    Process process = startDeploy(place);
    long began = awaitLock(place, process);
    long left = after * 1_000_000 - (System.nanoTime() - began);
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
    switch (kind) {
      case KILL_PROGRAM -> Program.signal(process, "KILL");
      case FREEZE_PROGRAM -> freeze(place, process);
      case CUT_LINK -> cutLink(place);
      case KILL_SSHD -> killSessions(place);
    }
    Program.Ended ended = place.program().await(process, PATIENCE);
    Map<LabNode, LabRuns> runs = place.fleet().runs();
    Map<String, Boolean> fresh = place.fleet().fresh(runs, weight);
    String name = (moments.size() + 1) + " (" + kind.words() + " after " + after + " ms)";
    honest(name, ended, fresh);
    place.fleet().silent(runs).forEach(each -> wrong.add(name + ": " + each));
    serves(place, name);
    long held = settle(place, name);
    moments.add(new FaultReport.Moment(kind, after, ended.code(), fresh, held));
  }

  /// Longer than the nodes wait for a word; then the program goes on.
  private void freeze(Place place, Process process) throws IOException, InterruptedException {
    Program.signal(process, "STOP");
    try {
      awaitCalm(place);
    } finally {
      Program.signal(process, "CONT");
    }
  }

  private void cutLink(Place place) throws FailureException, InterruptedException {
    long seconds = 1 + chance.nextLong(15);
    for (LabNode node : place.fleet().nodes()) {
      place.lab().fault(node.name(), new LabFault.CutLink());
    }
    Thread.sleep(Duration.ofSeconds(seconds));
    for (LabNode node : place.fleet().nodes()) {
      place.lab().undo(node.name(), new LabFault.CutLink());
    }
  }

  private static void killSessions(Place place) throws FailureException {
    for (LabNode node : place.fleet().nodes()) {
      place.lab().fault(node.name(), new LabFault.KillSessions());
    }
  }

  /// A success that is not there, or a failure that claims the former state wrongly.
  private void honest(String name, Program.Ended ended, Map<String, Boolean> fresh) {
    if (ended.code() == -1) {
      wrong.add(name + ": " + ended.said());
    }
    if (ended.code() == 0 && fresh.containsValue(false)) {
      wrong.add(name + ": it claims success, but " + fresh + ": " + ended.said());
    }
    if (ended.code() == 1 && fresh.containsValue(true)) {
      wrong.add(name + ": it claims the former state, but " + fresh + ": " + ended.said());
    }
  }

  private void serves(Place place, String name) throws IOException, InterruptedException {
    place.fleet().wrong().forEach(each -> wrong.add(name + ": " + each));
  }

  /// The next run ends what is left and deploys.
  private long settle(Place place, String name) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Program.Ended next = place.program().run(place.home(), PATIENCE, "deploy", "--yes");
    while (next.code() == 4 && System.nanoTime() - began < CALM.toNanos()) {
      Thread.sleep(Duration.ofMillis(500));
      next = place.program().run(place.home(), PATIENCE, "deploy", "--yes");
    }
    long took = (System.nanoTime() - began) / 1_000_000;
    if (next.code() != 0) {
      wrong.add(name + ": the next run ended with " + next.code() + ": " + next.said());
    }
    Program.Ended plan = place.program().run(place.home(), PATIENCE, "plan");
    Map<LabNode, LabRuns> runs = place.fleet().runs();
    Map<String, Boolean> fresh = place.fleet().fresh(runs, weight);
    if (plan.code() != 0 || fresh.containsValue(false)) {
      wrong.add(
          name + ": after the next run there are still differences: " + fresh + ": " + plan.said());
    }
    FaultFleet.apart(runs).forEach(each -> wrong.add(name + ", settled: " + each));
    serves(place, name + ", settled");
    return took;
  }

  private static void awaitCalm(Place place) throws InterruptedException {
    long deadline = System.nanoTime() + CALM.toNanos();
    while (place.fleet().anyHeld() && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(100));
    }
  }
}
