package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.ssh.ScriptConversationTest.failureOf;
import static pointsman.ssh.ScriptConversationTest.trust;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.fleet.FilePath;
import pointsman.model.node.Ask;

/// Questions to a real HAProxy and to HTTP servers through a real sshd.
class AskingANodeTest extends AskedNode {
  private Ask socket(String command) {
    return new Ask.Socket(haproxy.socket, command);
  }

  private static String field(String info, String key) {
    return info.lines()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .findFirst()
        .orElse("");
  }

  @Test
  void manyCommandsAreAnsweredInOrderOverOneLine() throws Exception {
    List<Ask> asks = new ArrayList<>(List.of(socket("show info"), socket("show stat")));
    IntStream.range(0, 300)
        .forEach(i -> asks.add(socket("add map " + folder + "/lb/split.map k" + i + " " + i)));
    asks.add(socket("get map " + folder + "/lb/split.map k299"));
    asks.add(socket("nonsense"));
    List<Outcome<String>> answers = channels.ask(sshd.node(), asks, false, LIMIT);
    assertThat(answers).hasSize(asks.size());
    assertThat(field(ok(answers.get(0)), "Name")).isEqualTo("HAProxy");
    assertThat(ok(answers.get(1))).startsWith("# pxname,svname").contains("\nb,s1,");
    assertThat(ok(answers.get(5))).isEmpty();
    assertThat(ok(answers.get(302))).contains("value=\"299\"");
    assertThat(ok(answers.get(303))).startsWith("Unknown command");
  }

  @Test
  void anIdleLineThatHaproxyClosedIsReplacedUnnoticed() throws Exception {
    haproxy.close();
    haproxy = new RealHaproxy(folder.resolve("impatient"), sshd.address, "300ms");
    String connections = "CumConns";
    int before = Integer.parseInt(field(answer(socket("show info")), connections));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(700))
        .atMost(LIMIT)
        .until(() -> Integer.parseInt(field(answer(socket("show info")), connections)) > before);
  }

  @Test
  void aReadThatMetAClosingLineIsSentAgainAndAChangeNeverIs() throws Exception {
    Path path = folder.resolve("fickle.sock");
    List<String> heard = new CopyOnWriteArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      // Each line answers one thing and ends at the next without an answer.
      Thread.ofVirtual().start(() -> serveFickly(server, heard));
      FilePath fickle = new FilePath(path.toString());
      assertThat(answer(new Ask.Socket(fickle, "show one"))).isEqualTo("answer to show one");
      assertThat(answer(new Ask.Socket(fickle, "show two"))).isEqualTo("answer to show two");
      assertThat(heard).containsExactly("prompt", "show one", "show two", "prompt", "show two");
      heard.clear();
      List<Ask> batch =
          List.of(new Ask.Socket(fickle, "show three"), new Ask.Socket(fickle, "set four"));
      List<Outcome<String>> outcomes = channels.ask(sshd.node(), batch, false, LIMIT);
      assertThat(ok(outcomes.get(0))).isEqualTo("answer to show three");
      assertThat(no(outcomes.get(1)).summary()).contains("closed before it answered 'set four'");
      assertThat(heard).containsExactly("prompt", "show three", "set four");
      heard.clear();
      answer(new Ask.Socket(fickle, "show five"));
      channels.ask(sshd.node(), List.of(new Ask.Socket(fickle, "show six")), true, LIMIT);
      assertThat(heard).as("fresh").containsExactly("prompt", "show five", "prompt", "show six");
    }
  }

  private static void serveFickly(ServerSocketChannel server, List<String> heard) {
    while (true) {
      try (SocketChannel line = server.accept()) {
        Scanner in = new Scanner(Channels.newInputStream(line), StandardCharsets.UTF_8);
        for (int i = 0; i < 3 && in.hasNextLine(); i++) {
          String command = in.nextLine();
          heard.add(command);
          if (i == 2) {
            break;
          }
          String text = command.equals("prompt") ? "" : "answer to " + command + "\n";
          line.write(ByteBuffer.wrap((text + "\n> ").getBytes(StandardCharsets.UTF_8)));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void afterAReloadTheNextAnswerComesFromTheNewWorker() throws Exception {
    String old = field(answer(socket("show info")), "Pid");
    haproxy.reload();
    assertThat(field(answer(socket("show info")), "Pid")).isNotEqualTo(old);
  }

  @Test
  void aChangeAfterAReloadGoesToTheNewWorker() throws Exception {
    String old = field(answer(socket("show info")), "Pid");
    haproxy.reload();
    Outcome<String> info =
        channels
            .ask(sshd.node(), List.of(socket("clear counters"), socket("show info")), false, LIMIT)
            .get(1);
    assertThat(field(ok(info), "Pid")).isNotEqualTo(old);
    assertThat(field(answer(socket("show info")), "Pid")).isEqualTo(field(ok(info), "Pid"));
  }

  @Test
  void aMissingSocketAndOneThatNobodyListensOnAreToldApart() throws Exception {
    Ask missing = new Ask.Socket(new FilePath("/tmp/no/such.sock"), "show info");
    assertThat(no(ask(missing)).summary()).contains("there is no such socket");
    assertThat(no(ask(new Ask.Socket(new FilePath("/etc/passwd"), "show info"))).summary())
        .contains("not a socket");
    answer(socket("show info"));
    haproxy.stop();
    assertThat(no(ask(socket("show info")))).isInstanceOf(Failure.StepFailed.class);
    assertThat(no(ask(socket("show info"))).summary()).contains("nobody listens");
  }

  @Test
  void aSilentSocketIsATimeOutNeverAnEmptyAnswer() throws Exception {
    Path path = folder.resolve("silent.sock");
    Process listener =
        new ProcessBuilder("socat", "UNIX-LISTEN:" + path + ",fork", "EXEC:sleep 60").start();
    try {
      Awaitility.await().until(() -> Files.exists(path));
      Outcome<String> outcome =
          channels
              .ask(
                  sshd.node(),
                  List.of(new Ask.Socket(new FilePath(path.toString()), "show info")),
                  false,
                  Duration.ofMillis(400))
              .getFirst();
      assertThat(no(outcome)).isInstanceOf(Failure.TimedOut.class);
    } finally {
      listener.descendants().forEach(ProcessHandle::destroyForcibly);
      listener.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource(Relay.class)
  void eachRelayCarriesALineWhereForwardingIsRefused(Relay relay) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin-" + relay));
    for (String tool : List.of("sh", "grep", "env", "true", "perl", "python3", "socat", "nc")) {
      Path real = Path.of("/usr/bin").resolve(tool);
      if (Files.exists(real)
          && (isPlain(tool) || tool.startsWith(relay.name().toLowerCase(java.util.Locale.ROOT)))) {
        stand(bin, tool, "exec " + real + " \"$@\"");
      }
    }
    if (relay == Relay.NC && !Files.exists(bin.resolve("nc"))) {
      // No netcat here: socat stands in under its name and with its arguments.
      stand(
          bin,
          "nc",
          "[ \"$1\" = -h ] && { echo 'usage: nc [-46CDdFhklNnrStUuvZz]' >&2; exit 0; }\n"
              + "exec /usr/bin/socat - UNIX-CONNECT:\"$2\"");
    }
    try (RealSshd other =
        new RealSshd(
            folder.resolve("refusing-" + relay),
            "AllowStreamLocalForwarding no",
            "SetEnv PATH=" + bin + " HOME=" + folder)) {
      trust(folder, other);
      List<Ask> asks = List.of(socket("show info"), socket("show stat"));
      List<Outcome<String>> answers = channels.ask(other.node(), asks, false, LIMIT);
      assertThat(field(ok(answers.get(0)), "Name")).isEqualTo("HAProxy");
      assertThat(ok(answers.get(1))).startsWith("# pxname");
      assertThat(ok(channels.ask(other.node(), asks, true, LIMIT).get(1))).startsWith("# pxname");
      Ask missing = new Ask.Socket(new FilePath("/tmp/no/such.sock"), "show info");
      assertThat(no(channels.ask(other.node(), List.of(missing), false, LIMIT).getFirst()))
          .isInstanceOf(Failure.StepFailed.class);
    }
  }

  private static void stand(Path bin, String name, String lines) throws Exception {
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static boolean isPlain(String tool) {
    return List.of("sh", "grep", "env", "true").contains(tool);
  }

  @Test
  void withoutForwardingAndWithoutARelayItSaysWhatToAllow() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin-none"));
    stand(bin, "sh", "exec /usr/bin/sh \"$@\"");
    try (RealSshd other =
        new RealSshd(
            folder.resolve("refusing"),
            "AllowStreamLocalForwarding no",
            "SetEnv PATH=" + bin + " HOME=" + folder)) {
      trust(folder, other);
      Failure failure =
          no(channels.ask(other.node(), List.of(socket("show info")), false, LIMIT).getFirst());
      assertThat(failure).isInstanceOf(Failure.Unsupported.class);
      assertThat(failure.action()).contains("AllowStreamLocalForwarding");
    }
  }

  @Test
  void aNodeThatCannotBeReachedFailsTheWholeQuestion() throws Exception {
    sshd.stop();
    channels.forget(sshd.node());
    assertThat(
            failureOf(() -> channels.ask(sshd.node(), List.of(socket("show info")), false, LIMIT)))
        .isInstanceOf(Failure.Unreachable.class);
    sshd.startAgain();
    assertThat(answer(socket("show info"))).contains("Pid");
  }
}
