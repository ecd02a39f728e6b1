package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.ssh.ScriptConversationTest.frame;
import static pointsman.ssh.ScriptConversationTest.settings;
import static pointsman.ssh.ScriptConversationTest.trust;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.port.NodeScript;

/// All files of a release in one frame, to the script that is shipped, on a real sshd.
class PackTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String RELEASE = "20261125T200831Z-664be294";
  private static final String MARK = "\u001e";
  private static final String CONFIG =
      "global\n  # gr\u00fc\u00dfe \u0081\u0082\u0088 \u4e2d\u6587 $HOME `id` \\n %s *\n\n";
  private static final String MAP = "1 blue";
  private static final String DATA = MAP + MARK + CONFIG + MARK;

  @TempDir Path folder;
  private RealSshd sshd;
  private JschNodeChannels channels;
  private NodeScript script;

  @BeforeEach
  void start() throws Exception {
    sshd = new RealSshd(folder.resolve("node"));
    trust(folder, sshd);
    try (InputStream in = PackTest.class.getResourceAsStream("/node/pointsman-node")) {
      String shipped = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      channels = new JschNodeChannels(settings(folder), shipped);
    }
    script = channels.openScript(sshd.node(), LIMIT);
    String setup =
        "engine haproxy\nroot %s\nstate %s\nbinary /bin/sh\npid %s\n"
            .formatted(folder.resolve("etc"), folder.resolve("var"), folder.resolve("pid"));
    assertThat(
            script.exchange(
                List.of(
                    frame("SETUP", setup),
                    frame("LOCK", "owner test\n"),
                    frame("PREPARE", "release " + RELEASE + "\nagainst \n")),
                LIMIT))
        .allSatisfy(answer -> assertThat(answer.ok()).as(answer.toString()).isTrue());
  }

  @AfterEach
  void stop() throws Exception {
    script.close();
    channels.close();
    sshd.close();
  }

  private Path made() {
    return folder.resolve("etc/releases/" + RELEASE + ".new");
  }

  private ScriptAnswer pack(String configSum, String data) throws Exception {
    String body =
        "size %d\nmark %s\nstate %d %s split.map\nrelease %d %s haproxy.cfg\n"
            .formatted(bytes(data), MARK, bytes(MAP), sum(MAP), bytes(CONFIG), configSum);
    return script
        .exchange(
            List.of(frame("PACK", body), new Frame("DATA", data.getBytes(StandardCharsets.UTF_8))),
            LIMIT)
        .getFirst();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String sum(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyFileComesIntoItsPlaceAsItWas() throws Exception {
    assertThat(pack(sum(CONFIG), DATA)).isEqualTo(new ScriptAnswer(true, "", ""));
    assertThat(made().resolve("haproxy.cfg")).hasContent(CONFIG);
    assertThat(folder.resolve("var/split.map")).hasContent(MAP);
  }

  @Test
  void noneCountsWhenOneDidNotArriveAsItWasSent() throws Exception {
    assertThat(pack(sum("other"), DATA).code()).isEqualTo("damaged");
    assertThat(made()).isEmptyDirectory();
    assertThat(folder.resolve("var/split.map")).doesNotExist();
    assertThat(folder.resolve("var/split.map.new")).doesNotExist();
  }

  @Test
  void aMarkInTheMidstOfAFileIsSeen() throws Exception {
    String split = MAP + MARK + CONFIG.replace('*', MARK.charAt(0)) + MARK;
    assertThat(pack(sum(CONFIG), split).code()).isEqualTo("damaged");
    assertThat(made()).isEmptyDirectory();
  }

  @Test
  void aRunTimeFileThatIsThereStays() throws Exception {
    Files.writeString(folder.resolve("var/split.map"), "1 green\n");
    assertThat(pack(sum(CONFIG), DATA).ok()).isTrue();
    assertThat(folder.resolve("var/split.map")).hasContent("1 green\n");
  }

  @Test
  void aFileThatCannotBeWrittenIsToldAndTheConversationGoesOn() throws Exception {
    Files.createDirectory(made().resolve("haproxy.cfg"));
    ScriptAnswer answer = pack(sum(CONFIG), DATA);
    assertThat(answer.code()).isEqualTo("failed");
    assertThat(script.exchange(List.of(frame("STATUS", "")), LIMIT).getFirst().ok()).isTrue();
  }
}
