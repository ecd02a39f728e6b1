package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;

/// Starts a lab in a clean folder: the demo servers beside the nodes, the nodes beside each other.
final class LabStart {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int AT_ONCE = 8;
  private static final String NO_PENALTIES = "PerSourcePenalties no";

  private final LabFolder folder;
  private final LabOrder order;
  private final Commands commands;

  LabStart(LabFolder folder, LabOrder order) {
    this.folder = folder;
    this.order = order;
    this.commands = new Commands(folder);
  }

  LabState start() throws FailureException {
    Owner owner = Owner.find();
    checkPrograms(owner);
    try (AddressRange.Reserved reserved = AddressRange.reserve(folder)) {
      LabState state =
          new LabState(reserved.range(), order.diskMegabytes(), nodes(reserved.range()));
      state.write(folder);
      List<DemoPlace> servers = DemoPlace.all(reserved.range().demo());
      makeKeys(owner);
      if (order.bound()) {
        Watchdog.start(folder, commands);
      }
      startDemo(servers);
      startNodes(state, owner);
      Files.writeString(
          folder.fleetFile(), new FleetText(folder, owner).write(state.nodes(), servers));
      DemoClient demo = new DemoClient(folder);
      Wait.demand(LIMIT, demo::answers, "demo servers", "they do not answer", folder.demoLog());
      return state;
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              folder.dir().toString(), "cannot be written: " + e.getMessage(), "Check the disk."),
          e);
    }
  }

  private List<LabNode> nodes(AddressRange range) {
    List<LabNode> nodes = new ArrayList<>();
    for (int n = 1; n <= order.nodes(); n++) {
      String name = "edge-" + n;
      nodes.add(new LabNode(new Name(name), order.engine(n), range.node(n), folder.node(name)));
    }
    return nodes;
  }

  private void checkPrograms(Owner owner) throws FailureException {
    Commands.load("sshd", "openssh-server");
    Commands.load("ssh-keygen", "openssh-client");
    Commands.load("setsid", "util-linux");
    Commands.load("flock", "util-linux");
    for (LabNode node : nodes(new AddressRange(1, 0))) {
      switch (node.engine()) {
        case HAPROXY -> Commands.load("haproxy", "haproxy");
        case NGINX -> Commands.load("nginx", "nginx");
      }
    }
    if (order.diskMegabytes() > 0 && !owner.isRoot()) {
      throw new FailureException(
          new Failure.Unsupported(
              "lab",
              "small disks for nodes need root.",
              "Start the lab as root, or without --disk."));
    }
  }

  private void makeKeys(Owner owner) throws FailureException, IOException {
    Files.createDirectories(folder.keys());
    Files.setPosixFilePermissions(folder.keys(), PosixFilePermissions.fromString("rwx------"));
    if (!Files.exists(folder.identity())) {
      commands.run(
          List.of(
              "ssh-keygen",
              "-q",
              "-t",
              "ed25519",
              "-N",
              "",
              "-C",
              "pointsman-lab",
              "-f",
              folder.identity().toString()),
          folder.dir(),
          folder.demoLog());
    }
    Path privileges = Path.of("/run/sshd");
    if (owner.isRoot() && !Files.exists(privileges)) {
      Files.createDirectories(
          privileges,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
  }

  private void startDemo(List<DemoPlace> servers) throws IOException {
    Files.writeString(
        folder.demoTable(),
        servers.stream().map(DemoPlace::line).collect(Collectors.joining("\n", "", "\n")));
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(SelfCommand.of(DemoServers.class, "demo-servers", folder));
    commands.prepare(command, folder.dir(), folder.demoLog()).start();
  }

  private void startNodes(LabState state, Owner owner) throws FailureException, IOException {
    List<String> extra = new ArrayList<>();
    LabNode first = state.nodes().getFirst();
    prepareFolders(first);
    new SshDaemon(folder, first, commands).prepare(owner, List.of(NO_PENALTIES));
    if (isUnderstood(first)) {
      extra.add(NO_PENALTIES);
    }
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (LabNode node : state.nodes()) {
      tasks.add(() -> {
        start(node, owner, extra);
        return true;
      });
    }
    runAll(tasks);
  }

  /// Newer servers keep clients away that failed often, which faults look like; older ones do not
  /// know the word.
  private boolean isUnderstood(LabNode node) throws FailureException {
    return commands.tryRun(
            List.of(
                Commands.load("sshd", "openssh-server").toString(),
                "-t",
                "-f",
                folder.sshdConfig(node).toString()),
            node.run(),
            node.run().resolve("probe.log"))
        == 0;
  }

  private static void runAll(List<Callable<Boolean>> tasks) throws FailureException {
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Boolean>> futures = new ArrayList<>();
      for (Callable<Boolean> task : tasks) {
        futures.add(pool.submit(task));
      }
      for (Future<Boolean> future : futures) {
        try {
          future.get();
        } catch (ExecutionException e) {
          pool.shutdownNow();
          if (e.getCause() instanceof FailureException failure) {
            throw new FailureException(failure.failure(), failure);
          }
          throw new FailureException(
              new Failure.LocalFile("lab", String.valueOf(e.getCause()), "Try again."), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Stopped("The start of the lab"), e);
    }
  }

  private void prepareFolders(LabNode node) throws FailureException, IOException {
    if (Files.exists(node.run())) {
      return;
    }
    for (Path each : List.of(node.run(), node.etc(), node.state())) {
      Files.createDirectories(each);
    }
    if (order.diskMegabytes() > 0) {
      SmallDisk.mount(node, order.diskMegabytes(), folder, commands);
    }
  }

  private void start(LabNode node, Owner owner, List<String> extra)
      throws FailureException, IOException {
    prepareFolders(node);
    BareRelease.write(node);
    SshDaemon sshd = new SshDaemon(folder, node, commands);
    sshd.prepare(owner, extra);
    sshd.start();
    Balancer balancer = new Balancer(node, commands);
    balancer.start();
    String name = node.name().value();
    Wait.demand(LIMIT, () -> sshd.greets(LIMIT), name, "its sshd does not greet", sshd.log());
    Wait.demand(
        LIMIT,
        () -> balancer.release(LIMIT).filter(BareRelease.ID::equals).isPresent(),
        name,
        "its load balancer does not answer",
        balancer.log());
  }
}
