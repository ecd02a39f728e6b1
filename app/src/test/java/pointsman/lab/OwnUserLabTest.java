package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
        OrdinaryUser person = OrdinaryUser.make()) {
      Path classes = person.lend(desk.dir().resolve("classes"), Program.class);
      Path folder = Files.createDirectory(desk.dir().resolve("own"));
      person.give(folder);
      List<String> command = person.java(classes, Program.class, folder);
      List<String> said = OrdinaryUser.run(command);
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
      List<String> words = new ArrayList<>(LabDesk.ssh(dir, node.address()));
      words.add(command);
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text.strip();
    }
  }
}
