package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.LabStatus;
import pointsman.port.RunningLab;

final class LabUpAndDownTest {

  @Test
  void everyPartAnswersWhenUpReturnsAndNothingIsLeftAfterDown() throws Exception {
    try (LabDesk desk = new LabDesk()) {
      RunningLab lab = desk.up(4);
      LabStatus status = lab.status();
      assertThat(status.whole()).isTrue();
      assertThat(status.demoServers()).isEqualTo(18);
      assertThat(lab.nodes())
          .extracting(LabNode::engine)
          .containsExactly(
              EngineKind.HAPROXY, EngineKind.NGINX, EngineKind.HAPROXY, EngineKind.NGINX);
      assertThat(new HashSet<>(lab.nodes().stream().map(LabNode::address).toList())).hasSize(4);
      for (LabNode node : lab.nodes()) {
        assertThat(desk.ask(node, "echo $HOME")).isEqualTo(node.folder().toString());
        assertThat(Files.readSymbolicLink(node.etc().resolve("current")))
            .isEqualTo(Path.of("releases/00000000T000000Z-00000000"));
      }
      Set<Long> all = new LabProcesses(new LabFolder(desk.dir())).find();
      assertThat(all).hasSizeGreaterThanOrEqualTo(4 + 4 * 2 + 1);
      assertThat(desk.lab().down(desk.dir())).isGreaterThanOrEqualTo(4 + 4 * 2 + 1);
      assertThat(all).allMatch(ProcessTable::isGone);
      assertThat(desk.dir().resolve("n")).doesNotExist();
      assertThat(desk.lab().find(desk.dir())).isEmpty();
      assertThat(desk.lab().down(desk.dir())).isZero();
    }
  }

  @Test
  void aFolderWithSomeonesFilesIsRefusedAndLeftAsItWas() throws Exception {
    try (LabDesk desk = new LabDesk()) {
      Path mine = Files.createDirectories(desk.dir().resolve("project")).resolve("fleet.yaml");
      Files.writeString(mine, "my own fleet");
      Path folder = desk.dir().resolve("project");
      assertThatThrownBy(() -> desk.lab().up(LabOrder.of(folder, 1)))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure().summary()).contains("not a lab's: fleet.yaml"));
      assertThat(desk.lab().down(folder)).isZero();
      assertThat(mine).hasContent("my own fleet");
      assertThat(folder.toFile().list()).containsExactly("fleet.yaml");
    }
  }

  @Test
  void twoLabsRunAtOnceAndTheEndOfOneLeavesTheOther() throws Exception {
    try (LabDesk one = new LabDesk();
        LabDesk two = new LabDesk()) {
      RunningLab first = one.up(2);
      RunningLab second = two.up(2);
      assertThat(first.nodes().getFirst().address())
          .isNotEqualTo(second.nodes().getFirst().address());
      one.lab().down(one.dir());
      assertThat(second.status().whole()).isTrue();
    }
  }

  @Test
  void whatSessionsLeftInTheBackgroundEndsWithTheLab() throws Exception {
    try (LabDesk desk = new LabDesk()) {
      RunningLab lab = desk.up(1);
      String pid =
          desk.ask(lab.nodes().getFirst(), "setsid sleep 600 >/dev/null 2>&1 </dev/null & echo $!");
      long left = Long.parseLong(pid);
      assertThat(ProcessTable.isGone(left)).isFalse();
      desk.lab().down(desk.dir());
      assertThat(ProcessTable.isGone(left)).isTrue();
    }
  }

  @Test
  void upOnLeftoversEndsThemFirstAndKeepsTheHostKeys() throws Exception {
    try (LabDesk desk = new LabDesk()) {
      desk.up(2);
      LabFolder folder = new LabFolder(desk.dir());
      Set<Long> former = new LabProcesses(folder).find();
      String key = Files.readString(desk.dir().resolve("keys/host-edge-1.pub"));
      Files.delete(folder.stateFile());
      RunningLab again = desk.up(1);
      assertThat(former).allMatch(ProcessTable::isGone);
      assertThat(again.status().whole()).isTrue();
      assertThat(Files.readString(desk.dir().resolve("keys/host-edge-1.pub"))).isEqualTo(key);
    }
  }

  @Test
  void aBoundLabEndsWhenTheProgramIsKilled() throws Exception {
    try (LabDesk desk = new LabDesk()) {
      Process program =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BoundLab.class.getName(),
                  desk.dir().toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      LabFolder folder = new LabFolder(desk.dir());
      try {
        await().until(() -> Files.exists(desk.dir().resolve("up")));
        assertThat(new LabProcesses(folder).find()).isNotEmpty();
      } finally {
        program.destroyForcibly();
      }
      await()
          .until(() -> new LabProcesses(folder).find().isEmpty() && !Files.exists(folder.nodes()));
    }
  }

  /// A program that starts a lab bound to itself and then hangs.
  static final class BoundLab {
    private BoundLab() {}

    public static void main(String[] arguments)
        throws FailureException, IOException, InterruptedException {
      Path dir = Path.of(arguments[0]);
      new LocalLab(Clock.systemUTC()).up(LabOrder.of(dir, 1).boundToThisProcess());
      Files.createFile(dir.resolve("up"));
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  @Test
  void aFolderTooLongForSocketsIsRefusedInWords() {
    Path dir = Path.of("/tmp/" + "x".repeat(90));
    assertThatThrownBy(() -> new LocalLab(Clock.systemUTC()).find(dir))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("too long for the Unix sockets");
    assertThat(dir).doesNotExist();
  }

  @Test
  void anAddressRangeInUseIsPassedOver() throws Exception {
    try (LabDesk desk = new LabDesk()) {
      LabFolder folder = new LabFolder(desk.dir());
      AddressRange wanted;
      try (AddressRange.Reserved first = AddressRange.reserve(folder)) {
        wanted = first.range();
      }
      try (ServerSocket other = new ServerSocket()) {
        other.bind(new InetSocketAddress(wanted.node(1), 0));
        try (AddressRange.Reserved second = AddressRange.reserve(folder)) {
          assertThat(second.range()).isNotEqualTo(wanted);
        }
      }
    }
  }

  @Test
  void aSecondLabInTheSameFolderIsRefusedWhileOneStarts() throws Exception {
    try (LabDesk desk = new LabDesk();
        var channel =
            java.nio.channels.FileChannel.open(
                new LabFolder(desk.dir()).lockFile(),
                List.of(
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.WRITE)
                    .toArray(java.nio.file.OpenOption[]::new));
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> desk.up(1)).hasMessageContaining("another process");
    }
  }
}
