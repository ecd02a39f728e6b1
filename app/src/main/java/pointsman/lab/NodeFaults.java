package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.LabFault;
import pointsman.port.LabNode;

/// Puts faults on one node and takes them back; each is in force, or gone, when the call returns.
final class NodeFaults {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String EDIT = "# edited by hand";

  private final LabFolder folder;
  private final LabState state;
  private final LabNode node;
  private final Commands commands;
  private final Clock clock;
  private final SshDaemon sshd;
  private final BalancerFaults balancer;
  private final FaultList list;

  NodeFaults(LabFolder folder, LabState state, LabNode node, Commands commands, Clock clock) {
    this.folder = folder;
    this.state = state;
    this.node = node;
    this.commands = commands;
    this.clock = clock;
    this.sshd = new SshDaemon(folder, node, commands);
    this.balancer = new BalancerFaults(node, commands);
    this.list = new FaultList(node);
  }

  void apply(LabFault fault) throws FailureException {
    if (list.holds(fault)) {
      undo(fault);
    }
    try {
      if (!fault.once()) {
        list.add(fault);
      }
      begin(fault);
    } catch (IOException e) {
      list.remove(fault);
      throw failed(fault.word(), e);
    } catch (FailureException e) {
      list.remove(fault);
      throw e;
    }
  }

  private void begin(LabFault fault) throws FailureException, IOException {
    switch (fault) {
      case LabFault.StopSshd _ -> stopSshd();
      case LabFault.KillSessions _ -> killSessions();
      case LabFault.CutLink _ -> commands.signal("STOP", link());
      case LabFault.FillDisk _ -> fillDisk();
      case LabFault.HoldLock hold -> holdLock(hold.who());
      case LabFault.TakePort take ->
          new DemoClient(folder).ask("squat " + node.address() + " " + take.port());
      case LabFault.SlowLogin slow -> slowLogin(slow.delay());
      case LabFault.OutsideReload _ -> balancer.reload();
      case LabFault.OutsideEdit _ ->
          Files.writeString(BareRelease.current(node), EDIT + "\n", StandardOpenOption.APPEND);
      case LabFault.StopBalancer _ -> balancer.stop("TERM");
      case LabFault.KillBalancer _ -> balancer.stop("KILL");
      case LabFault.FreezeBalancer _ -> commands.signal("STOP", balancer.processes());
      case LabFault.RestartBalancer _ -> {
        balancer.stop("TERM");
        balancer.start();
      }
      case LabFault.ChangeHostKey _ -> changeHostKey();
    }
  }

  boolean undo(LabFault fault) throws FailureException {
    if (!list.holds(fault)) {
      return false;
    }
    try {
      end(fault);
    } catch (IOException e) {
      throw failed("undo " + fault.word(), e);
    }
    list.remove(fault);
    return true;
  }

  private void end(LabFault fault) throws FailureException, IOException {
    switch (fault) {
      case LabFault.StopSshd _ -> startSshd();
      case LabFault.CutLink _ -> {
        commands.signal("CONT", link());
        awaitSshd();
      }
      case LabFault.FillDisk _ -> SmallDisk.free(node);
      case LabFault.HoldLock _ -> freeLock();
      case LabFault.TakePort take ->
          new DemoClient(folder).ask("leave " + node.address() + " " + take.port());
      case LabFault.SlowLogin _ -> {
        for (Path file : loginFiles()) {
          Files.deleteIfExists(file);
        }
      }
      case LabFault.OutsideEdit _ -> {
        Path config = BareRelease.current(node);
        Files.writeString(config, Files.readString(config).replace(EDIT + "\n", ""));
      }
      case LabFault.StopBalancer _, LabFault.KillBalancer _ -> balancer.start();
      case LabFault.FreezeBalancer _ -> {
        commands.signal("CONT", balancer.processes());
        balancer.await();
      }
      case LabFault.ChangeHostKey _ -> restoreHostKey();
      case LabFault.KillSessions _, LabFault.OutsideReload _, LabFault.RestartBalancer _ -> {}
    }
  }

  private List<Long> link() {
    ProcessTable table = ProcessTable.read();
    return Stream.concat(sshd.listener(table).stream(), sshd.sessions(table).stream()).toList();
  }

  private void stopSshd() throws FailureException {
    ProcessTable table = ProcessTable.read();
    new LabProcesses(folder).note(sshd.sessions(table));
    commands.signal("TERM", sshd.listener(table));
    Wait.demand(
        LIMIT,
        () -> sshd.listener(ProcessTable.read()).isEmpty(),
        node.name().value(),
        "its sshd does not end");
  }

  private void startSshd() throws FailureException {
    sshd.start();
    awaitSshd();
  }

  private void awaitSshd() throws FailureException {
    Wait.demand(
        LIMIT,
        () -> sshd.greets(LIMIT),
        node.name().value(),
        "its sshd does not greet",
        sshd.log());
  }

  private void killSessions() throws FailureException {
    List<Long> sessions = sshd.sessions(ProcessTable.read());
    commands.signal("KILL", sessions);
    Wait.demand(
        LIMIT,
        () -> sessions.stream().allMatch(ProcessTable::isGone),
        node.name().value(),
        "its sessions do not end");
  }

  private void fillDisk() throws FailureException {
    if (state.disk() == 0) {
      throw new FailureException(
          new Failure.Unsupported(
              "lab",
              node.name() + " has no disk of its own that could be filled.",
              "Start the lab as root with small disks: 'pointsman lab up --disk 4m'."));
    }
    SmallDisk.fill(node);
  }

  private void holdLock(String who) throws FailureException, IOException {
    Files.createDirectories(node.state());
    String holder = who + " since " + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String script =
        "exec 9>>lock; flock -n 9 || exit 1; printf '%s %s\\n' \"$$\" \"$1\" >lock.holder;"
            + " exec sleep 86400";
    commands
        .prepare(
            List.of("setsid", "sh", "-c", script, "lab-lock", holder),
            node.state(),
            node.run().resolve("start.log"))
        .start();
    Wait.demand(
        LIMIT,
        () -> findHolder().isPresent(),
        node.name().value(),
        "its lock is not to be had: someone else holds it");
  }

  private Optional<Long> findHolder() {
    for (ProcessTable.Seen seen : ProcessTable.read().living()) {
      if (seen.comm().equals("sleep") && seen.folder().equals(node.state().toString())) {
        return Optional.of(seen.pid());
      }
    }
    return Optional.empty();
  }

  private void freeLock() throws FailureException, IOException {
    Optional<Long> holder = findHolder();
    commands.signal("KILL", holder.stream().toList());
    Wait.demand(
        LIMIT, () -> findHolder().isEmpty(), node.name().value(), "its lock's holder does not end");
    Files.deleteIfExists(node.state().resolve("lock.holder"));
  }

  private List<Path> loginFiles() {
    return List.of(folder.home(node).resolve(".bashrc"), folder.home(node).resolve(".zshenv"));
  }

  private void slowLogin(Duration delay) throws IOException {
    for (Path file : loginFiles()) {
      Files.writeString(file, "sleep " + delay.toMillis() / 1000.0 + "\n");
    }
  }

  private Path former(String ending) {
    return folder.keys().resolve("former-" + node.name() + ending);
  }

  private Path key(String ending) {
    return Path.of(folder.hostKey(node) + ending);
  }

  private void changeHostKey() throws FailureException, IOException {
    for (String ending : List.of("", ".pub")) {
      Files.move(key(ending), former(ending), StandardCopyOption.REPLACE_EXISTING);
    }
    sshd.generate(key(""), "lab " + node.name() + " changed");
    stopSshd();
    startSshd();
  }

  private void restoreHostKey() throws FailureException, IOException {
    for (String ending : List.of("", ".pub")) {
      Files.move(former(ending), key(ending), StandardCopyOption.REPLACE_EXISTING);
    }
    stopSshd();
    startSshd();
  }

  private FailureException failed(String step, IOException e) {
    return new FailureException(
        new Failure.StepFailed(node.name(), step, String.valueOf(e.getMessage())), e);
  }
}
