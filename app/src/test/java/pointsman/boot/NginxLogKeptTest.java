package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.EngineKind;
import pointsman.port.LabNode;

/// The request log of an Nginx node from its first deploy to the lab's end.
final class NginxLogKeptTest {
  @Test
  void beginsWithTheDeployIsTurnedByItsKeeperAndEndsWithTheLab() throws Exception {
    AtomicLong keeper = new AtomicLong();
    try (Rig rig = Rig.of(2);
        Wiring wiring = rig.open()) {
      assertThat(Rig.deploy(wiring).done()).isTrue();
      LabNode node = rig.node(EngineKind.NGINX);
      Path log = node.state().resolve("log/requests.tsv");
      assertThat(rig.get(node, 8080, "/x").statusCode()).isEqualTo(200);
      Awaitility.await().until(() -> !Files.readAllLines(log).isEmpty());
      assertThat(Files.readAllLines(log))
          .last()
          .asString()
          .contains("\tshop-web.blue")
          .contains("\t200\t");

      long first = keeper(node);
      keeper.set(first);
      assertThat(lives(first)).isTrue();

      // What a busy day brings: the log is past its bound.
      Files.write(log, List.of("x".repeat(34_000_000)));
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(log) < 34_000_000);
      assertThat(rig.get(node, 8080, "/y").statusCode()).isEqualTo(200);
      Awaitility.await().until(() -> Files.readAllLines(log).size() == 1);

      assertThat(keeper(node)).isEqualTo(first);
    }
    Awaitility.await().until(() -> !lives(keeper.get()));
  }

  /// A keeper runs on with the script that began it: another edition begins it anew, the same does
  /// not, since that costs a node as much as a fifth of its deploy.
  @Test
  void aKeeperIsBegunAnewByAnotherEditionAlone() throws Exception {
    try (Rig rig = Rig.deployed(2)) {
      LabNode node = rig.node(EngineKind.NGINX);
      long first = keeper(node);

      rig.newIntent();
      rig.deploy();
      assertThat(keeper(node)).isEqualTo(first);
      assertThat(lives(first)).isTrue();

      Files.writeString(node.state().resolve("log/keeper"), first + "\nan-older-one\n");
      rig.newIntent();
      rig.deploy();
      long second = keeper(node);
      assertThat(second).isNotEqualTo(first);
      assertThat(lives(second)).isTrue();
      Awaitility.await().until(() -> !lives(first));
    }
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static long keeper(LabNode node) throws Exception {
    return Long.parseLong(Files.readAllLines(node.state().resolve("log/keeper")).getFirst());
  }
}
