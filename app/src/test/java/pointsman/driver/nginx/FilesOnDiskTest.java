package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.driver.LeaseVerbs;
import pointsman.driver.ScriptVerbs;
import pointsman.model.fleet.Name;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.ReleaseId;

/// What the node's script has on the disk before it counts: a power cut leaves no release without a
/// file that it includes, and no run-time file empty.
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

  /// Nothing has its name yet when it is written out: so no power cut leaves one empty.
  @Test
  void theFilesOfASplitAreBeforeTheyGetTheirNames() throws Exception {
    String release = Files.createDirectories(dir.resolve("releases/" + RELEASE)).toString();
    Files.createSymbolicLink(dir.resolve("current"), Path.of(release));
    Path split = Files.writeString(dir.resolve("split-web.conf"), "# split\n");
    try (Living master = new Living();
        NodeScriptProcess script = script(master, split)) {
      lay(script, ScriptVerbs.turn(RELEASE));
      String text = "# another split\n";
      lay(script, ScriptVerbs.turnFile("split-web.conf", text, sum(text)));
      lay(script, ScriptVerbs.place(master.pid()));
      assertThat(split).hasContent(text);
    }
    assertThat(Files.readAllLines(dir.resolve("synced")))
        .containsExactly("# split", split + ".turn");
  }

  @Test
  void theFilesOfALeaseAreBeforeItIsArmed() throws Exception {
    String text = "# home\n";
    Path split = Files.writeString(dir.resolve("split-web.conf"), "# split\n");
    Name pool = new Name("web");
    try (Living master = new Living();
        NodeScriptProcess script = script(master, split)) {
      lay(script, LeaseVerbs.openLease(pool));
      lay(script, LeaseVerbs.homeFile("split-web.conf", text, sum(text)));
      // Its process is started by what holds the script's text, which here nothing does.
      script.ask(LeaseVerbs.armLease(Duration.ofSeconds(60)));
    }
    assertThat(Files.readAllLines(dir.resolve("synced")))
        .contains(dir.resolve("leases/web.new/home/split-web.conf").toString());
  }

  private static void lay(NodeScriptProcess script, Frame frame) throws Exception {
    lay(script, List.of(frame));
  }

  private static void lay(NodeScriptProcess script, List<Frame> frames) throws Exception {
    ScriptAnswer answer = script.ask(frames);
    assertThat(answer.ok()).as(answer.toString()).isTrue();
  }

  /// The script, locked, whose `sync` only notes what it was called with, after that file's text.
  private NodeScriptProcess script(Living master, Path looked) throws Exception {
    Path bin = Files.createDirectory(dir.resolve("bin"));
    Path sync = bin.resolve("sync");
    Files.writeString(
        sync,
        "#!/bin/sh\n{ cat %s; printf '%%s\\n' \"$@\"; } >>%s\n"
            .formatted(looked, dir.resolve("synced")));
    assertThat(sync.toFile().setExecutable(true)).isTrue();
    NodeScriptProcess script =
        new NodeScriptProcess(
            dir,
            Path.of("/bin/sleep"),
            Files.writeString(dir.resolve("pid"), master.pid() + "\n"),
            bin + ":" + System.getenv("PATH"));
    lay(script, ScriptVerbs.lock("a test"));
    return script;
  }

  /// Something that lives and has the name of the program: all that is asked of a master.
  private static final class Living implements AutoCloseable {
    private final Process process;

    Living() throws IOException {
      process = new ProcessBuilder("/bin/sleep", "60").start();
    }

    int pid() {
      return (int) process.pid();
    }

    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
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
    try (Living master = new Living();
        NodeScriptProcess script =
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
    for (Map.Entry<String, String> each : sums.entrySet()) {
      each.setValue(sum(each.getValue()));
    }
    return sums;
  }

  private static String sum(String text) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
  }
}
