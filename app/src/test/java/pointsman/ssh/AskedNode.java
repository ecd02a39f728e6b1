package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.ssh.ScriptConversationTest.settings;
import static pointsman.ssh.ScriptConversationTest.trust;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.node.Ask;

/// A real sshd and a real HAProxy, and the way to ask it.
abstract class AskedNode {
  static final Duration LIMIT = Duration.ofSeconds(8);

  @TempDir Path folder;
  RealSshd sshd;
  RealHaproxy haproxy;
  JschNodeChannels channels;

  @BeforeEach
  void start() throws Exception {
    sshd = new RealSshd(folder.resolve("node"));
    haproxy = new RealHaproxy(folder.resolve("lb"), sshd.address, "20s");
    channels = new JschNodeChannels(settings(folder), "exit 1");
    trust(folder, sshd);
  }

  @AfterEach
  void stop() throws Exception {
    channels.close();
    haproxy.close();
    sshd.close();
  }

  Outcome<String> ask(Ask ask) throws Exception {
    return channels.ask(sshd.node(), List.of(ask), false, LIMIT).getFirst();
  }

  String answer(Ask ask) throws Exception {
    return ok(ask(ask));
  }

  static String ok(Outcome<String> outcome) {
    assertThat(outcome.findFailure()).isEmpty();
    return outcome.find().orElseThrow();
  }

  static Failure no(Outcome<String> outcome) {
    return outcome.findFailure().orElseThrow();
  }
}
