package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.driver.ScriptVerbs;

/// A load balancer's program that is upgraded while a conversation goes on: its new version is told
/// from the next look on, though the script asks a program once a build.
final class UpgradedProgramTest {

  @Test
  void isAskedForItsVersionAgain(@TempDir Path dir) throws Exception {
    Path program = Files.copy(Path.of("/usr/sbin/nginx"), dir.resolve("nginx"));
    Path conf = dir.resolve("nginx.conf");
    Path pid = dir.resolve("nginx.pid");
    Files.writeString(
        conf,
        "pid %s;\nerror_log %s;\ndaemon off;\nevents {}\n".formatted(pid, dir.resolve("log")));
    Process nginx =
        new ProcessBuilder(program.toString(), "-c", conf.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (NodeScriptProcess script = new NodeScriptProcess(dir, program, pid)) {
      Awaitility.await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
      String before = script.ask(ScriptVerbs.status()).text();
      assertThat(before)
          .contains("master " + nginx.pid() + "\n", "version nginx version: nginx/1.");
      assertThat(script.ask(ScriptVerbs.status()).text()).isEqualTo(before);

      Path next = dir.resolve("nginx.next");
      Files.writeString(next, "#!/bin/sh\necho 'nginx version: nginx/9.9.9' >&2\n");
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(next, program, StandardCopyOption.REPLACE_EXISTING);

      assertThat(script.ask(ScriptVerbs.status()).text())
          .contains("master " + nginx.pid() + "\n", "version nginx version: nginx/9.9.9")
          .doesNotContain("nginx/1.");
    } finally {
      nginx.destroy();
      nginx.waitFor();
    }
  }
}
