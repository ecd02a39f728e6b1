package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.driver.ScriptVerbs;
import pointsman.model.node.Frame;
import pointsman.model.plan.ReleaseId;

/// What the node's script has on the disk before a release becomes the current one: a power cut
/// leaves no release without a file that it includes.
final class FilesOnDiskTest {
  private static final ReleaseId RELEASE = new ReleaseId("20261126T100000Z-01234567");

  @TempDir private Path dir;

  @Test
  void theRunTimeFilesThatComeInAPackAreThereBeforeTheFlip() throws Exception {
    assertThat(syncedOf(Map.of())).contains(dir.resolve("split-web.conf").toString());
  }

  @Test
  void thoseThatComeOneByOneAreToo() throws Exception {
    assertThat(syncedOf(Map.of("log/README.txt", "about")))
        .contains(dir.resolve("split-web.conf") + "", dir.resolve("log/README.txt") + "");
  }

  /// What is on the disk, by the words that `sync` was called with.
  private List<String> syncedOf(Map<String, String> more) throws Exception {
    Path bin = Files.createDirectory(dir.resolve("bin"));
    Path sync = bin.resolve("sync");
    Files.writeString(sync, "#!/bin/sh\nprintf '%s\\n' \"$@\" >>" + dir + "/synced\n");
    assertThat(sync.toFile().setExecutable(true)).isTrue();
    Map<String, String> state = new TreeMap<>(more);
    state.put("split-web.conf", "# split\n");
    state.put(ServersConf.name(RELEASE.value()), "# servers\n");
    Map<String, String> release = Map.of("nginx.conf", "events {}\n");
    // Something that lives and has the name of the program is all that a commit asks of a master.
    Process master = new ProcessBuilder("/bin/sleep", "60").start();
    try (NodeScriptProcess script =
        new NodeScriptProcess(
            dir,
            Path.of("/bin/sleep"),
            Files.writeString(dir.resolve("pid"), master.pid() + "\n"),
            bin + ":" + System.getenv("PATH"))) {
      assertThat(script.ask(ScriptVerbs.lock("a test")).ok()).isTrue();
      assertThat(script.ask(ScriptVerbs.prepare(RELEASE, Optional.empty())).ok()).isTrue();
      List<Frame> frames = ScriptVerbs.pack(release, state, sums(state, release));
      for (int i = 0; i < frames.size(); i += 2) {
        assertThat(script.ask(frames.subList(i, i + 2)).ok()).as("a file and its text").isTrue();
      }
      script.ask(new Frame("COMMIT", "seconds 5\nagainst \n".getBytes(UTF_8)));
    } finally {
      master.destroyForcibly().waitFor();
    }
    List<String> synced = Files.readAllLines(dir.resolve("synced"));
    assertThat(synced)
        .contains(
            dir.resolve("releases/" + RELEASE + ".new/nginx.conf").toString(),
            dir.resolve(ServersConf.name(RELEASE.value())).toString(),
            dir.toString());
    return synced;
  }

  private static Map<String, String> sums(Map<String, String> state, Map<String, String> release)
      throws Exception {
    Map<String, String> sums = new TreeMap<>(state);
    sums.putAll(release);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sums.replaceAll((_, text) -> HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8))));
    return sums;
  }
}
