package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.ssh.ScriptConversationTest.echoScript;
import static pointsman.ssh.ScriptConversationTest.failureOf;
import static pointsman.ssh.ScriptConversationTest.frame;
import static pointsman.ssh.ScriptConversationTest.settings;
import static pointsman.ssh.ScriptConversationTest.trust;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.Failure;
import pointsman.port.NodeScript;

/// A script that rests between two conversations, on a real sshd.
class RestingScriptTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private RealSshd sshd;

  @BeforeEach
  void start() throws Exception {
    sshd = new RealSshd(folder.resolve("node"));
    trust(folder, sshd);
  }

  @AfterEach
  void stop() throws Exception {
    sshd.close();
  }

  private JschNodeChannels channels(Duration rest) throws Exception {
    return new JschNodeChannels(settings(folder).withScriptRest(rest), echoScript());
  }

  private static String process(NodeScript script) throws Exception {
    return script.exchange(List.of(frame("STATUS", "")), LIMIT).getFirst().text();
  }

  @Test
  void theNextConversationIsWithTheSameScriptAndASecondOneBesideItWithAnother() throws Exception {
    try (JschNodeChannels channels = channels(Duration.ofMinutes(1))) {
      String first;
      try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
        first = process(script);
      }
      try (NodeScript script = channels.openScript(sshd.node(), LIMIT);
          NodeScript beside = channels.openScript(sshd.node(), LIMIT)) {
        assertThat(process(script)).isEqualTo(first);
        assertThat(process(beside)).isNotEqualTo(first);
      }
    }
  }

  @Test
  void oneThatDiedAtRestIsReplacedForWhatIsHarmlessOnly() throws Exception {
    try (JschNodeChannels channels = channels(Duration.ofMinutes(1))) {
      NodeScript before = channels.openScript(sshd.node(), LIMIT);
      String first = process(before);
      before.close();
      try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
        RealSshd.run("kill", "-KILL", first);
        assertThat(process(script)).isNotEqualTo(first);
      }
      NodeScript again = channels.openScript(sshd.node(), LIMIT);
      RealSshd.run("kill", "-KILL", process(again));
      assertThat(failureOf(() -> again.exchange(List.of(frame("ECHO", "x")), LIMIT)))
          .isInstanceOf(Failure.StepFailed.class);
      again.close();
      try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
        assertThat(process(script)).matches("[0-9]+");
      }
    }
  }

  @Test
  void oneThatRestsTooLongIsEnded() throws Exception {
    try (JschNodeChannels channels = channels(Duration.ofMillis(300))) {
      NodeScript script = channels.openScript(sshd.node(), LIMIT);
      process(script);
      script.close();
      assertThat(folder.resolve("node/home/ended")).doesNotExist();
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> folder.resolve("node/home/ended").toFile().exists());
    }
  }
}
