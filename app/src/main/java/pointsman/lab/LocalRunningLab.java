package pointsman.lab;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.port.DemoKnob;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.port.LabRuns;
import pointsman.port.LabStatus;
import pointsman.port.RunningLab;

/// A lab in a folder; all it knows is there, so that any process can take it up.
final class LocalRunningLab implements RunningLab {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration AGREED = Duration.ofSeconds(10);

  private final LabFolder folder;
  private final LabState state;
  private final Clock clock;
  private final Commands commands;

  LocalRunningLab(LabFolder folder, LabState state, Clock clock) {
    this.folder = folder;
    this.state = state;
    this.clock = clock;
    this.commands = new Commands(folder);
  }

  @Override
  public Path dir() {
    return folder.dir();
  }

  @Override
  public Path fleetFile() {
    return folder.fleetFile();
  }

  @Override
  public List<LabNode> nodes() {
    return state.nodes();
  }

  @Override
  public LabStatus status() throws FailureException {
    List<LabStatus.NodeLine> lines =
        state.nodes().parallelStream()
            .map(node ->
                new LabStatus.NodeLine(
                    node,
                    new SshDaemon(folder, node, commands).greets(PATIENCE),
                    new Balancer(node, commands).release(PATIENCE),
                    new FaultList(node).read()))
            .toList();
    DemoClient demo = new DemoClient(folder);
    int up = 0;
    if (demo.answers()) {
      up = (int) demo.ask("list").lines().filter(LocalRunningLab::serves).count();
    }
    return new LabStatus(folder.dir(), lines, up, new LabProcesses(folder).find().size());
  }

  private static boolean serves(String line) {
    return line.contains(" false requests=") && line.endsWith(" up=true");
  }

  @Override
  public Optional<LabRuns> runs(Name node) throws FailureException {
    return new Balancer(state.load(node), commands).runs(AGREED);
  }

  @Override
  public void fault(Name node, LabFault fault) throws FailureException {
    faults(node).apply(fault);
  }

  @Override
  public boolean undo(Name node, LabFault fault) throws FailureException {
    return faults(node).undo(fault);
  }

  private NodeFaults faults(Name name) throws FailureException {
    return new NodeFaults(folder, state, state.load(name), commands, clock);
  }

  @Override
  public int turn(DemoKnob knob) throws FailureException {
    List<String> words = new ArrayList<>(List.of("knob", knob.pool().value(), knob.lane().word()));
    words.add(knob.server().map(Name::value).orElse("*"));
    knob.errors().ifPresent(share -> words.add("errors=" + share));
    knob.delay().ifPresent(delay -> words.add("delay=" + delay.toMillis()));
    knob.down().ifPresent(down -> words.add("down=" + down));
    knob.sick().ifPresent(sick -> words.add("sick=" + sick));
    return Integer.parseInt(new DemoClient(folder).ask(String.join(" ", words)));
  }
}
