package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;

/// A lab of an ordinary user, who signs in to its nodes as that user. Run by root, the test makes
/// such a user and removes it.
final class OwnUserLabTest {

  @Test
  void anOrdinaryUsersLabWorksAsThatUserAndEndsWhole() throws Exception {
    try (LabDesk desk = new LabDesk();
        Person person = Person.make()) {
      Path classes = person.lend(desk.dir().resolve("classes"));
      Path folder = Files.createDirectory(desk.dir().resolve("own"));
      person.give(folder);
      List<String> command = new ArrayList<>(person.prefix());
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              classes.toString(),
              Program.class.getName(),
              folder.toString()));
      List<String> said = run(command);
      assertThat(said)
          .containsExactly(
              "whole true",
              "user " + person.name(),
              "edge-1 " + person.name(),
              "edge-2 " + person.name(),
              "session stays true",
              "left []");
    }
  }

  private static List<String> run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().toList();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  /// What the ordinary user runs.
  static final class Program {
    private Program() {}

    public static void main(String[] arguments)
        throws FailureException, IOException, InterruptedException {
      Path dir = Path.of(arguments[0]);
      LocalLab lab = new LocalLab(Clock.systemUTC());
      try {
        RunningLab running = lab.up(LabOrder.of(dir, 2));
        System.out.println("whole " + running.status().whole());
        System.out.println("user " + userOf(running.fleetFile()));
        for (LabNode node : running.nodes()) {
          System.out.println(node.name() + " " + ask(dir, node, "id -un"));
        }
        String background = "setsid sleep 99 >/dev/null 2>&1 </dev/null & echo $!";
        long pid = Long.parseLong(ask(dir, running.nodes().getFirst(), background));
        running.fault(new Name("edge-1"), new LabFault.StopSshd());
        System.out.println("session stays " + !ProcessTable.isGone(pid));
      } finally {
        lab.down(dir);
      }
      System.out.println("left " + new LabProcesses(LabFolder.of(dir, false)).find());
    }

    private static String userOf(Path fleet) throws IOException {
      return Files.readAllLines(fleet).stream()
          .filter(line -> line.strip().startsWith("user: "))
          .findFirst()
          .orElseThrow()
          .strip()
          .substring(6);
    }

    private static String ask(Path dir, LabNode node, String command)
        throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(
                  "ssh",
                  "-F",
                  "none",
                  "-i",
                  dir.resolve("keys/id_ed25519").toString(),
                  "-o",
                  "StrictHostKeyChecking=no",
                  "-o",
                  "UserKnownHostsFile=/dev/null",
                  "-o",
                  "LogLevel=ERROR",
                  "-o",
                  "BatchMode=yes",
                  "-p",
                  Integer.toString(LabNode.SSH_PORT),
                  node.address(),
                  command)
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text.strip();
    }
  }

  /// An ordinary user: ourselves, or one made for the test.
  ///
  /// @param name of the user
  /// @param made the uid, when it was made
  private record Person(String name, Optional<String> made) implements AutoCloseable {
    static Person make() throws Exception {
      if (!Owner.find().isRoot()) {
        return new Person(Owner.find().name(), Optional.empty());
      }
      String name = "ptlab" + ProcessHandle.current().pid();
      assertThat(run(List.of("useradd", "-M", "-d", "/tmp", "-s", "/bin/sh", name))).isEmpty();
      return new Person(name, Optional.of(run(List.of("id", "-u", name)).getFirst()));
    }

    List<String> prefix() {
      return made.map(uid ->
              List.of(
                  "setpriv",
                  "--reuid=" + uid,
                  "--regid=" + uid,
                  "--clear-groups",
                  "env",
                  "-u",
                  "XDG_RUNTIME_DIR",
                  "HOME=/tmp",
                  "USER=" + name))
          .orElse(List.of());
    }

    void give(Path folder) throws IOException, InterruptedException {
      Files.setPosixFilePermissions(
          folder.getParent(), java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      if (made.isPresent()) {
        run(List.of("chown", name, folder.toString()));
      }
    }

    /// Copies the classes that a lab needs to where the user may read them.
    Path lend(Path target) throws Exception {
      for (Class<?> each : List.of(LocalLab.class, Program.class)) {
        Path source = Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
        for (String room : List.of("lab", "port", "model")) {
          Path from = source.resolve("pointsman").resolve(room);
          Path to = target.resolve("pointsman");
          if (Files.isDirectory(from)) {
            Files.createDirectories(to);
            run(List.of("cp", "-r", from.toString(), to.toString()));
          }
        }
      }
      run(List.of("chmod", "-R", "a+rX", target.toString()));
      return target;
    }

    @Override
    public void close() throws IOException, InterruptedException {
      if (made.isPresent()) {
        run(List.of("userdel", name));
      }
    }
  }
}
