package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;

/// A config check that does not come back, as by a name server that does not answer. The script
/// gives it some 30 s; here its watcher looks ten times as often.
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HangingCheckTest {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");

  @TempDir private Path dir;

  @Test
  void isEndedAndToldAndTheScriptGoesOn() throws Exception {
    assertEnded(NGINX);
  }

  /// Whatever the check is called there.
  @Test
  void isEndedBehindAScriptAroundTheProgram() throws Exception {
    assertEnded(wrapper("%s -q \"$@\" -e stderr\nexit $?"));
  }

  @Test
  void isEndedBehindAScriptThatDoesNotListen() throws Exception {
    assertEnded(wrapper("trap '' TERM\n%s \"$@\" -e stderr &\nwait $!"));
  }

  private Path wrapper(String does) throws Exception {
    Path wrapper = dir.resolve("load-balancer");
    Files.writeString(wrapper, "#!/bin/sh\n" + does.formatted(NGINX) + "\n");
    assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    return wrapper;
  }

  private void assertEnded(Path program) throws Exception {
    Path fifo = dir.resolve("nobody-writes.conf");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    String waits = "events {}\ninclude %s;\n".formatted(fifo);
    try (NodeScriptProcess script =
        NodeScriptProcess.hasty(dir, program, dir.resolve("nginx.pid"))) {

      ScriptAnswer answer = script.ask(new Frame("PROBE", waits.getBytes(US_ASCII)));

      assertThat(answer.ok()).isFalse();
      assertThat(answer.code()).isEqualTo("invalid");
      assertThat(answer.text()).contains("the check did not end within 30 s");
      assertThat(ProcessHandle.allProcesses())
          .noneMatch(process ->
              process.info().commandLine().orElse("").matches(".*nginx .*-c " + dir + ".*"));
      assertThat(script.ask(new Frame("PROBE", "events {}\n".getBytes(US_ASCII))).ok()).isTrue();
    }
  }
}
