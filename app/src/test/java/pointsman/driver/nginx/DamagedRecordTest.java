package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.driver.ScriptVerbs;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;

/// What the node's script makes of a dead-man's record of which a part is missing, as a full disk
/// or a hand leaves it.
final class DamagedRecordTest {
  private static final Frame SETTLE = new Frame("SETTLE", new byte[0]);

  @Test
  void isToldAsDamagedAndTheScriptGoesOn(@TempDir Path dir) throws Exception {
    Path deadMan = Files.createDirectories(dir.resolve("deadman"));
    Files.createDirectories(dir.resolve("releases"));
    Files.writeString(deadMan.resolve("pending"), "armed 1\ndeadline 2\n");
    try (NodeScriptProcess script =
        new NodeScriptProcess(dir, Path.of("/usr/sbin/nginx"), dir.resolve("nginx.pid"))) {
      assertThat(script.ask(ScriptVerbs.lock("a test")).ok()).isTrue();

      ScriptAnswer settled = script.ask(SETTLE);

      assertThat(settled.ok()).isFalse();
      assertThat(settled.code()).isEqualTo("failed");
      assertThat(settled.text()).contains("found pending", "result its record is damaged");
      assertThat(deadMan).isDirectoryContaining(file -> file.endsWith("fired"));
      // Told once more, then forgotten: no record keeps a node from being deployed to.
      assertThat(script.ask(SETTLE).text()).contains("result its record is damaged");
      assertThat(script.ask(SETTLE).text()).isEqualTo("found nothing");
    }
  }

  /// As on a full disk.
  @Test
  void staysWhereWhatCameOfItCannotBeWritten(@TempDir Path dir) throws Exception {
    Path deadMan = Files.createDirectories(dir.resolve("deadman"));
    Files.createDirectories(dir.resolve("releases"));
    Files.writeString(deadMan.resolve("pending"), "armed 1\ndeadline 2\n");
    Path inTheWay = Files.createDirectory(deadMan.resolve("fired.new"));
    try (NodeScriptProcess script =
        new NodeScriptProcess(dir, Path.of("/usr/sbin/nginx"), dir.resolve("nginx.pid"))) {
      assertThat(script.ask(ScriptVerbs.lock("a test")).ok()).isTrue();

      assertThat(script.ask(SETTLE).text()).contains("found pending", "its record is damaged");
      assertThat(deadMan.resolve("firing")).exists();

      Files.delete(inTheWay);
      assertThat(script.ask(SETTLE).text()).contains("found firing", "its record is damaged");
      assertThat(deadMan.resolve("firing")).doesNotExist();
      assertThat(deadMan.resolve("fired")).exists();
    }
  }

  @Test
  void ofADeadManThatLivesIsLeftToIt(@TempDir Path dir) throws Exception {
    Path deadMan = Files.createDirectories(dir.resolve("deadman"));
    Files.createDirectories(dir.resolve("releases"));
    Path pending =
        Files.writeString(deadMan.resolve("pending"), "release 20261126T100000Z-01234567\n");
    Process alive = new ProcessBuilder("sh", "-c", "sleep 60; :", "pointsman-node").start();
    Files.writeString(deadMan.resolve("process"), alive.pid() + "\n");
    try (NodeScriptProcess script =
        new NodeScriptProcess(dir, Path.of("/usr/sbin/nginx"), dir.resolve("nginx.pid"))) {
      assertThat(script.ask(ScriptVerbs.lock("a test")).ok()).isTrue();

      ScriptAnswer settled = script.ask(SETTLE);

      assertThat(settled.code()).isEqualTo("alive");
      assertThat(settled.text()).contains("its dead-man lives: it goes back by itself");
      assertThat(pending).exists();
      assertThat(alive.isAlive()).isTrue();
      // Once it is gone there is nobody else who could.
      alive.descendants().forEach(ProcessHandle::destroyForcibly);
      alive.destroyForcibly().waitFor();
      assertThat(script.ask(SETTLE).text()).contains("result its record is damaged");
    } finally {
      alive.destroyForcibly();
    }
  }
}
