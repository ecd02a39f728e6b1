package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;

/// A config check that does not come back, as by a name server that does not answer. The script
/// gives it some 30 s, which is what this test takes.
final class HangingCheckTest {

  @Test
  @Timeout(120)
  void isEndedAndToldAndTheScriptGoesOn(@TempDir Path dir) throws Exception {
    Path fifo = dir.resolve("nobody-writes.conf");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    String waits = "events {}\ninclude %s;\n".formatted(fifo);
    try (NodeScriptProcess script =
        new NodeScriptProcess(dir, Path.of("/usr/sbin/nginx"), dir.resolve("nginx.pid"))) {

      ScriptAnswer answer = script.ask(new Frame("PROBE", waits.getBytes(US_ASCII)));

      assertThat(answer.ok()).isFalse();
      assertThat(answer.code()).isEqualTo("invalid");
      assertThat(answer.text()).contains("the check did not end within 30 s");
      assertThat(ProcessHandle.allProcesses())
          .noneMatch(
              process -> process.info().commandLine().orElse("").contains("nginx -t -c " + dir));
      assertThat(script.ask(new Frame("PROBE", "events {}\n".getBytes(US_ASCII))).ok()).isTrue();
    }
  }
}
