package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import pointsman.json.JsonOutput;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Privilege;
import pointsman.port.HostKeys;
import pointsman.port.Inventory;
import pointsman.service.inventory.TrustService;
import pointsman.ssh.JschHostKeys;
import pointsman.ssh.RealSshd;
import pointsman.ssh.SshSettings;

/// `trust` against two real sshd.
class TrustCommandTest {
  @TempDir Path folder;
  private RealSshd one;
  private RealSshd two;
  private Fleet fleet;
  private HostKeys keys;
  private String out = "";
  private String err = "";
  private boolean json;

  @BeforeEach
  void start() throws Exception {
    one = new RealSshd(folder.resolve("one"));
    two = new RealSshd(folder.resolve("two"));
    fleet =
        new Fleet(
            Environment.DEVELOPMENT,
            List.of(node(one, "edge-1"), node(two, "edge-2")),
            List.of(),
            List.of());
    keys = new JschHostKeys(SshSettings.usual(folder.resolve("home")));
  }

  @AfterEach
  void stop() throws Exception {
    one.close();
    two.close();
  }

  private static Node node(RealSshd sshd, String name) {
    return sshd.node(
        name, Optional.of(sshd.folder + "/user"), false, Privilege.ROOT, Optional.empty());
  }

  private int trust(boolean answer, String... args) {
    Inventory inventory =
        new Inventory() {
          @Override
          public String id() {
            return "test";
          }

          @Override
          public Fleet load() {
            return fleet;
          }

          @Override
          public void replace(Fleet expected, Fleet next, String operator, String why) {
            throw new UnsupportedOperationException();
          }
        };
    TrustService service = new TrustService(inventory, keys, Duration.ofSeconds(5));
    Services services =
        (Services)
            Proxy.newProxyInstance(
                Services.class.getClassLoader(),
                new Class<?>[] {Services.class},
                (_, _, _) -> service);
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    PrintStream errStream = new PrintStream(errBytes, true, StandardCharsets.UTF_8);
    Answer words =
        new Answer(
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            errStream,
            () -> json,
            JsonOutput::new);
    TrustCommand command = new TrustCommand(services, words, _ -> answer);
    int code = RootCommand.run(new CommandLine(command), words, args);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  private static String fingerprint(RealSshd sshd) throws Exception {
    Process process = new ProcessBuilder("ssh-keygen", "-lf", sshd.folder + "/host.pub").start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .split(" ")[1];
  }

  @Test
  void unknownKeysAreShownAndNotAcceptedWithoutAYes() throws Exception {
    assertThat(trust(false, "--all")).isEqualTo(6);
    assertThat(out)
        .contains("edge-1")
        .contains(fingerprint(one))
        .contains(fingerprint(two))
        .contains("not accepted");
    assertThat(err).contains("pointsman trust edge-1");
    assertThat(folder.resolve("home/known_hosts")).doesNotExist();
  }

  @Test
  void allAndYesAcceptUnknownKeysAndSayingItAgainChangesNothing() throws Exception {
    assertThat(trust(false, "--all", "--yes")).isZero();
    String file = Files.readString(folder.resolve("home/known_hosts"));
    assertThat(trust(false, "--all")).isZero();
    assertThat(out).contains("already trusted");
    assertThat(Files.readString(folder.resolve("home/known_hosts"))).isEqualTo(file);
  }

  @Test
  void whoeverSitsAtTheTerminalCanSayYes() {
    assertThat(trust(true, "edge-2")).isZero();
    assertThat(out).contains("edge-2").doesNotContain("edge-1");
    assertThat(trust(false, "--all")).isEqualTo(6);
  }

  @Test
  void aChangedKeyIsAcceptedOnlyAgainstItsFingerprint() throws Exception {
    trust(false, "--all", "--yes");
    one.stop();
    one.newHostKey();
    one.startAgain();
    assertThat(trust(true, "--all", "--yes")).isEqualTo(6);
    assertThat(out).contains("CHANGED, not accepted").contains("already trusted");
    assertThat(trust(true, "edge-1", "--fingerprint", fingerprint(two))).isEqualTo(6);
    assertThat(trust(true, "edge-1", "--yes")).isEqualTo(6);
    assertThat(trust(false, "edge-1", "--fingerprint", fingerprint(one))).isZero();
    assertThat(trust(false, "--all")).isZero();
  }

  @Test
  void aNodeThatIsDownDoesNotKeepOthersFromBeingTrusted() throws Exception {
    two.stop();
    assertThat(trust(false, "--all", "--yes")).isEqualTo(3);
    assertThat(out).contains("edge-1").contains("accepted");
    assertThat(err).contains("edge-2 cannot be reached");
  }

  @Test
  void asJsonEveryNodeIsToldInOneDocument() throws Exception {
    json = true;
    assertThat(trust(false, "edge-1", "--yes")).isZero();
    two.stop();
    assertThat(trust(false, "--all")).isEqualTo(3);

    JsonNode nodes = new ObjectMapper().readTree(out).get("nodes");
    assertThat(nodes).hasSize(2);
    JsonNode first = nodes.get(0);
    assertThat(first.get("node").asText()).isEqualTo("edge-1");
    assertThat(first.get("accepted").asBoolean()).isTrue();
    assertThat(first.get("key").get("fingerprint").asText()).isEqualTo(fingerprint(one));
    assertThat(first.get("key").get("standing").asText()).isEqualTo("trusted");
    assertThat(first.get("failure").isNull()).isTrue();
    JsonNode second = nodes.get(1);
    assertThat(second.get("accepted").asBoolean()).isFalse();
    assertThat(second.get("key").isNull()).isTrue();
    assertThat(second.get("failure").get("summary").asText()).contains("edge-2");
    assertThat(second.get("exit").asInt()).isEqualTo(3);
    assertThat(err).contains("already trusted").contains("edge-2 cannot be reached");
  }

  @Test
  void wrongUsageAndUnknownNodesHaveTheirCodes() {
    assertThat(trust(false)).isEqualTo(64);
    assertThat(trust(false, "--all", "edge-1")).isEqualTo(64);
    assertThat(trust(false, "--all", "--fingerprint", "SHA256:x")).isEqualTo(64);
    assertThat(trust(false, "edge-9")).isEqualTo(5);
    assertThat(err).contains("edge-1");
  }
}
