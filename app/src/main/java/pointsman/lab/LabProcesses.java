package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// Which processes belong to a lab, and their end. Only these are ever ended: they carry the lab's
/// mark in their environment, run a config of it, serve its addresses, were written down by id and
/// start time, or descend from such.
final class LabProcesses {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final LabFolder folder;

  LabProcesses(LabFolder folder) {
    this.folder = folder;
  }

  /// Writes processes down that may later not be known by their looks.
  void note(List<Long> pids) throws FailureException {
    StringBuilder lines = new StringBuilder();
    for (long pid : pids) {
      ProcessTable.startOf(pid)
          .ifPresent(start -> lines.append(pid).append(' ').append(start).append('\n'));
    }
    try {
      Files.writeString(
          folder.processes(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              folder.processes().toString(), "cannot be written", "Check the disk."),
          e);
    }
  }

  /// The lab's processes now, ourselves and what started us left out.
  Set<Long> find() throws FailureException {
    ProcessTable table = ProcessTable.read();
    Set<String> noted = noted();
    Optional<AddressRange> range = range();
    Set<String> inodes = range.map(LabProcesses::sshSockets).orElse(Set.of());
    Set<Long> roots = new HashSet<>();
    for (ProcessTable.Seen seen : table.living()) {
      if (isMarked(seen)
          || runsOurConfig(seen)
          || noted.contains(seen.pid() + " " + seen.start())
          || (seen.isSshd() && holds(seen.pid(), inodes))) {
        roots.add(seen.pid());
      }
    }
    for (long pid : List.copyOf(roots)) {
      addSessionAbove(table, pid, roots);
    }
    Set<Long> found = table.withChildren(roots);
    found.removeAll(table.ancestry(ProcessHandle.current().pid()));
    return found;
  }

  /// A marked command of an SSH session tells of the sshd processes above it.
  private static void addSessionAbove(ProcessTable table, long pid, Set<Long> roots) {
    Optional<ProcessTable.Seen> above = table.find(pid).flatMap(seen -> table.find(seen.parent()));
    while (above.filter(ProcessTable.Seen::isSshd).isPresent()) {
      roots.add(above.get().pid());
      above = table.find(above.get().parent());
    }
  }

  private boolean isMarked(ProcessTable.Seen seen) {
    String mark = LabFolder.MARK + "=" + folder.dir() + "\0";
    return seen.environment().startsWith(mark) || seen.environment().contains("\0" + mark);
  }

  private boolean runsOurConfig(ProcessTable.Seen seen) {
    String nodes = folder.nodes() + "/";
    boolean named = seen.command().contains(" " + nodes);
    return switch (seen.comm()) {
      case "haproxy" -> named;
      case "nginx" -> named || seen.folder().startsWith(nodes);
      default -> named && (seen.isSshd() || keepsWatch(seen.command()));
    };
  }

  private static boolean keepsWatch(String command) {
    return command.contains(" --dead-man ") || command.contains(" --log-keeper ");
  }

  private static boolean holds(long pid, Set<String> inodes) {
    return !inodes.isEmpty() && ProcessTable.sockets(pid).stream().anyMatch(inodes::contains);
  }

  private static Set<String> sshSockets(AddressRange range) {
    Set<String> inodes = new HashSet<>();
    for (TcpTable.Row row : TcpTable.read().sockets()) {
      if (row.port() == pointsman.port.LabNode.SSH_PORT && range.holds(row.local())) {
        inodes.add(row.inode());
      }
    }
    inodes.remove("0");
    return inodes;
  }

  private Optional<AddressRange> range() {
    try {
      return LabState.find(folder).map(LabState::range);
    } catch (FailureException _) {
      // a damaged state file must not keep the rest from being found
      return Optional.empty();
    }
  }

  private Set<String> noted() {
    try {
      return new HashSet<>(Files.readAllLines(folder.processes()));
    } catch (IOException _) {
      return Set.of();
    }
  }

  /// Ends all of them, again until none is left.
  ///
  /// @return how many were ended
  int end() throws FailureException {
    Set<Long> ended = new HashSet<>();
    long limit = System.nanoTime() + LIMIT.toNanos();
    Set<Long> left = find();
    while (!left.isEmpty()) {
      if (System.nanoTime() > limit) {
        throw new FailureException(
            new Failure.LocalFile(
                folder.dir().toString(),
                "processes of the lab do not end: " + left,
                "Look at them with 'ps', then run 'pointsman lab down --dir "
                    + folder.dir()
                    + "'."));
      }
      for (long pid : left) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        ended.add(pid);
      }
      Set<Long> ending = left;
      Wait.until(
          Duration.ofMillis(500), () -> ending.stream().allMatch(pid -> ProcessTable.isGone(pid)));
      left = find();
    }
    return ended.size();
  }

  /// Takes down the disks that were mounted for it.
  void unmount(Commands commands) throws FailureException {
    List<String> mounts = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
        String place = line.split(" ")[1];
        if (place.startsWith(folder.nodes() + "/")) {
          mounts.add(place);
        }
      }
    } catch (IOException _) {
      return;
    }
    for (String place : mounts.reversed()) {
      commands.run(List.of("umount", place), folder.dir(), folder.demoLog());
    }
  }
}
