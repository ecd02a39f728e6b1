package pointsman.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What runs on this computer now, read from `/proc` once.
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private final Map<Long, Seen> all;

  private ProcessTable(Map<Long, Seen> all) {
    this.all = all;
  }

  /// A process.
  ///
  /// @param pid its id
  /// @param parent its parent's id
  /// @param start when it started, in clock ticks since boot; with the id it is one process for
  ///   ever
  /// @param state a letter, `Z` for one that is dead and not yet waited for
  /// @param comm its short name
  /// @param command its command line, spaces between
  /// @param environment its variables, each ended by NUL, as far as it may be read
  /// @param folder its working folder, as far as it may be read
  record Seen(
      long pid,
      long parent,
      long start,
      char state,
      String comm,
      String command,
      String environment,
      String folder) {
    boolean isSshd() {
      return comm.startsWith("sshd");
    }
  }

  static ProcessTable read() {
    Map<Long, Seen> all = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        read(entry).ifPresent(seen -> all.put(seen.pid(), seen));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProcessTable(all);
  }

  /// The start time of a process; empty when it is gone.
  static Optional<Long> startOf(long pid) {
    return read(PROC.resolve(Long.toString(pid))).map(Seen::start);
  }

  /// Whether a process runs no more; one that is dead and not yet waited for counts as gone.
  static boolean isGone(long pid) {
    return read(PROC.resolve(Long.toString(pid))).filter(seen -> seen.state() != 'Z').isEmpty();
  }

  private static Optional<Seen> read(Path entry) {
    String stat = text(entry.resolve("stat"));
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 0 || close < 0) {
      return Optional.empty();
    }
    String[] rest = stat.substring(close + 2).split(" ");
    return Optional.of(
        new Seen(
            Long.parseLong(entry.getFileName().toString()),
            Long.parseLong(rest[1]),
            Long.parseLong(rest[19]),
            rest[0].charAt(0),
            stat.substring(open + 1, close),
            text(entry.resolve("cmdline")).replace('\0', ' ').strip(),
            text(entry.resolve("environ")),
            link(entry.resolve("cwd"))));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private static String link(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException _) {
      return "";
    }
  }

  Iterable<Seen> living() {
    return all.values().stream().filter(seen -> seen.state() != 'Z').toList();
  }

  Optional<Seen> find(long pid) {
    return Optional.ofNullable(all.get(pid)).filter(seen -> seen.state() != 'Z');
  }

  /// These processes and everything below them.
  Set<Long> withChildren(Set<Long> roots) {
    Map<Long, List<Long>> children = new HashMap<>();
    for (Seen seen : living()) {
      children.computeIfAbsent(seen.parent(), _ -> new ArrayList<>()).add(seen.pid());
    }
    Set<Long> found = new HashSet<>();
    List<Long> open = new ArrayList<>(roots);
    while (!open.isEmpty()) {
      long next = open.removeLast();
      if (found.add(next)) {
        open.addAll(children.getOrDefault(next, List.of()));
      }
    }
    return found;
  }

  /// This process and what started it.
  Set<Long> ancestry(long pid) {
    Set<Long> found = new HashSet<>();
    long next = pid;
    while (next > 0 && found.add(next)) {
      Seen seen = all.get(next);
      next = seen == null ? 0 : seen.parent();
    }
    return found;
  }

  /// The socket inodes that a process holds, as far as they may be read.
  static Set<String> sockets(long pid) {
    Set<String> found = new HashSet<>();
    Path folder = PROC.resolve(Long.toString(pid)).resolve("fd");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String target = link(entry);
        if (target.startsWith("socket:[")) {
          found.add(target.substring(8, target.length() - 1));
        }
      }
    } catch (IOException _) {
      return found;
    }
    return found;
  }
}
