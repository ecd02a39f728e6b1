package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pointsman.ssh.ScriptConversationTest.frame;
import static pointsman.ssh.ScriptConversationTest.settings;
import static pointsman.ssh.ScriptConversationTest.trust;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.port.NodeScript;

/// Files read by the script that is shipped, on a real sshd: packed where the node can.
class ReadFileTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String RELEASE = "20261125T200831Z-664be294";
  private static final String CONFIG =
      "# gr\u00fc\u00dfe \u4e2d\u6587 %s $HOME\n".repeat(5000) + "\n\n";

  @TempDir Path folder;
  private RealSshd sshd;
  private JschNodeChannels channels;

  @BeforeEach
  void start() throws Exception {
    sshd = new RealSshd(folder.resolve("node"));
    trust(folder, sshd);
    try (InputStream in = ReadFileTest.class.getResourceAsStream("/node/pointsman-node")) {
      String shipped = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      channels = new JschNodeChannels(settings(folder), shipped);
    }
    Path release = Files.createDirectories(folder.resolve("etc/releases/" + RELEASE));
    Files.writeString(release.resolve("haproxy.cfg"), CONFIG);
    Files.writeString(release.resolve("empty"), "");
  }

  @AfterEach
  void stop() throws Exception {
    channels.close();
    sshd.close();
  }

  private List<ScriptAnswer> read(String... names) throws Exception {
    String setup =
        "engine haproxy\nroot %s\nstate %s\nbinary /bin/sh\npid %s\n"
            .formatted(folder.resolve("etc"), folder.resolve("var"), folder.resolve("pid"));
    List<Frame> frames =
        Stream.concat(
                Stream.of(frame("SETUP", setup)),
                Stream.of(names)
                    .map(name -> frame("READ", "release " + RELEASE + "\nname " + name + "\n")))
            .toList();
    try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
      return script.exchange(frames, LIMIT).subList(1, frames.size());
    }
  }

  private void assertReadAsTheyAre() throws Exception {
    List<ScriptAnswer> answers = read("haproxy.cfg", "none", "empty", "haproxy.cfg");
    assertThat(answers).extracting(ScriptAnswer::code).containsExactly("", "missing", "", "");
    assertThat(answers).extracting(ScriptAnswer::text).containsExactly(CONFIG, "none", "", CONFIG);
  }

  @Test
  void severalInOneGoComeAsTheyAre() throws Exception {
    assertReadAsTheyAre();
  }

  @Test
  void aNodeThatCannotPackSendsThemPlain() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("few"));
    for (String program : List.of("sh", "timeout", "head", "wc", "sleep", "cat", "flock")) {
      Path here = bin.resolve(program);
      Files.writeString(here, "#!/bin/sh\nexec /bin/" + program + " \"$@\"\n");
      assertThat(here.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(folder.resolve("node/home/.bashrc"), "export PATH=" + bin + "\n");
    assertReadAsTheyAre();
  }

  @Test
  void whatANodeTellsItsGzipOtherwiseDoesNotCount() throws Exception {
    Files.writeString(folder.resolve("node/home/.bashrc"), "export GZIP=-k\n");
    assertReadAsTheyAre();
  }

  @Test
  void aPackThatBreaksOffEndsTheConversation() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("broken"));
    Path gzip = bin.resolve("gzip");
    Files.writeString(
        gzip,
        "#!/bin/sh\n[ \"$1\" = -dc ] && exec /bin/gzip -dc\n/bin/gzip -c | head -c 200; exit 1\n");
    assertThat(gzip.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        folder.resolve("node/home/.bashrc"), "export PATH=" + bin + ":/usr/bin:/bin\n");
    assertThatThrownBy(() -> read("haproxy.cfg"))
        .hasMessageContaining("READ")
        .hasMessageContaining("ended before it answered");
  }
}
