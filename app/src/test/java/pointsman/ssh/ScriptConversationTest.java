package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Privilege;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.port.NodeScript;

/// The conversation with a script on a real sshd.
class ScriptConversationTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private RealSshd sshd;
  private JschNodeChannels channels;

  @BeforeEach
  void start() throws Exception {
    sshd = new RealSshd(folder.resolve("node"));
    channels = new JschNodeChannels(settings(folder), echoScript());
    trust(folder, sshd);
  }

  @AfterEach
  void stop() throws Exception {
    channels.close();
    sshd.close();
  }

  static SshSettings settings(Path folder) {
    return SshSettings.usual(folder.resolve("home"))
        .withAgent(Optional.empty())
        .withKeepAlive(Duration.ofSeconds(1), 3);
  }

  static void trust(Path folder, RealSshd sshd) throws Exception {
    JschHostKeys keys = new JschHostKeys(settings(folder));
    keys.accept(sshd.node(), keys.offer(sshd.node(), LIMIT));
  }

  static String echoScript() throws Exception {
    try (InputStream in = ScriptConversationTest.class.getResourceAsStream("/ssh/echo-node.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  static Frame frame(String verb, String payload) {
    return new Frame(verb, payload.getBytes(StandardCharsets.UTF_8));
  }

  static Failure failureOf(Callable<?> call) {
    FailureException e = catchThrowableOfType(FailureException.class, call::call);
    assertThat(e).as("a failure").isNotNull();
    return e.failure();
  }

  @Test
  void answersComeInTheOrderOfTheFramesAndANoDoesNotKeepLaterOnesFromBeingAnswered()
      throws Exception {
    try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
      List<ScriptAnswer> answers =
          script.exchange(
              List.of(frame("ECHO", "grüße\n\nzwei"), frame("REFUSE", "x"), frame("ECHO", "")),
              LIMIT);
      assertThat(answers)
          .containsExactly(
              new ScriptAnswer(true, "", "grüße\n\nzwei"),
              new ScriptAnswer(false, "refused", "you said x"),
              new ScriptAnswer(true, "", ""));
    }
  }

  @Test
  void theScriptThatIsShippedGreetsAndAnswers() throws Exception {
    String shipped;
    try (InputStream in =
        ScriptConversationTest.class.getResourceAsStream("/node/pointsman-node")) {
      shipped = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
    try (JschNodeChannels real = new JschNodeChannels(settings(folder), shipped);
        NodeScript script = real.openScript(sshd.node(), LIMIT)) {
      assertThat(script.exchange(List.of(frame("STATUS", "")), LIMIT))
          .containsExactly(new ScriptAnswer(false, "bad", "SETUP comes first"));
    }
  }

  @Test
  void aLargeFileGoesInChunksAndIsCountedWhole() throws Exception {
    byte[] content = new byte[3_000_001];
    try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
      List<ScriptAnswer> answers =
          script.exchange(
              List.of(frame("FILE", "3000001"), new Frame("DATA", content), frame("ECHO", "after")),
              LIMIT);
      assertThat(answers).extracting(ScriptAnswer::text).containsExactly("3000001", "after");
    }
  }

  @Test
  void theScriptIsToldOfTheEndAndHasEndedWhenCloseReturns() throws Exception {
    NodeScript script = channels.openScript(sshd.node(), LIMIT);
    script.exchange(List.of(frame("ECHO", "x")), LIMIT);
    script.close();
    assertThat(folder.resolve("node/home/ended")).exists();
  }

  @Test
  void beatsKeepAQuietScriptAliveWhileAnAnswerIsAwaited() throws Exception {
    try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
      script.exchange(List.of(frame("WAIT", "6")), LIMIT);
      assertThat(script.exchange(List.of(frame("BEATS", "")), LIMIT).getFirst().text())
          .isEqualTo("1");
    }
  }

  @Test
  void anAnswerThatIsLateIsATimeOutAndTheChannelIsGone() throws Exception {
    NodeScript script = channels.openScript(sshd.node(), LIMIT);
    Instant before = Instant.now();
    Failure failure =
        failureOf(() -> script.exchange(List.of(frame("WAIT", "8")), Duration.ofMillis(300)));
    assertThat(failure)
        .isEqualTo(new Failure.TimedOut(new Name("node-1"), "WAIT", Duration.ofMillis(300)));
    assertThat(Duration.between(before, Instant.now()))
        .as("the answer itself comes after 8 s")
        .isLessThan(Duration.ofSeconds(5));
    assertThat(failureOf(() -> script.exchange(List.of(frame("ECHO", "x")), LIMIT)))
        .isInstanceOf(Failure.StepFailed.class);
    script.close();
  }

  @Test
  void aKilledSessionIsALinkThatBroke() throws Exception {
    NodeScript script = channels.openScript(sshd.node(), LIMIT);
    Thread.ofVirtual()
        .start(() -> {
          sshd.sessions().stream()
              .filter(p -> p.info().command().orElse("").endsWith("sshd"))
              .forEach(ProcessHandle::destroyForcibly);
        });
    Failure failure = failureOf(() -> script.exchange(List.of(frame("WAIT", "9")), LIMIT));
    assertThat(failure).isInstanceOf(Failure.Unreachable.class);
    assertThat(failure.summary()).contains("the link broke while");
    script.close();
    try (NodeScript next = channels.openScript(sshd.node(), LIMIT)) {
      assertThat(next.exchange(List.of(frame("ECHO", "again")), LIMIT).getFirst().text())
          .isEqualTo("again");
    }
  }

  @Test
  void aFrozenNodeIsNoticedByMissingSignsOfLife() throws Exception {
    NodeScript script = channels.openScript(sshd.node(), LIMIT);
    for (ProcessHandle process : sshd.sessions()) {
      RealSshd.run("kill", "-STOP", Long.toString(process.pid()));
    }
    Instant before = Instant.now();
    Failure failure =
        failureOf(() -> script.exchange(List.of(frame("ECHO", "x")), Duration.ofSeconds(30)));
    assertThat(failure).isInstanceOf(Failure.Unreachable.class);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aScriptThatDiesIsAFailedStepWithItsLastWords() throws Exception {
    NodeScript script = channels.openScript(sshd.node(), LIMIT);
    Failure failure = failureOf(() -> script.exchange(List.of(frame("DIE", "")), LIMIT));
    assertThat(failure).isInstanceOf(Failure.StepFailed.class);
    assertThat(failure.summary()).contains("DIE").contains("out of luck");
  }

  @Test
  void anAnswerOutOfStepEndsTheConversation() throws Exception {
    NodeScript script = channels.openScript(sshd.node(), LIMIT);
    Failure failure = failureOf(() -> script.exchange(List.of(frame("BABBLE", "")), LIMIT));
    assertThat(failure.summary()).contains("out of step").contains("segmentation fault");
    assertThat(failureOf(() -> script.exchange(List.of(frame("ECHO", "x")), LIMIT))).isNotNull();
  }

  @Test
  void whatTheLoginShellPrintsBeforeIsSkippedAndATooLongOneIsRefused() throws Exception {
    // bash reads .bashrc for commands that come over the network
    Path rc = folder.resolve("node/home/.bashrc");
    Files.writeString(rc, "echo 'Welcome, POINTSMAN 2'; printf 'no newline '\n");
    try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
      assertThat(script.exchange(List.of(frame("ECHO", "x")), LIMIT).getFirst().text())
          .isEqualTo("x");
    }
    Files.writeString(rc, "yes | head -c 70000\n");
    Failure failure = failureOf(() -> channels.openScript(sshd.node(), LIMIT));
    assertThat(failure).isInstanceOf(Failure.StepFailed.class);
    assertThat(failure.summary()).contains("start the node's script");
  }

  @Test
  void aNodeThatCannotUnpackGetsTheScriptAsItIs() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("few"));
    for (String program : List.of("sh", "timeout", "head", "wc", "sleep", "cat")) {
      Path here = bin.resolve(program);
      Files.writeString(here, "#!/bin/sh\nexec /bin/" + program + " \"$@\"\n");
      assertThat(here.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(folder.resolve("node/home/.bashrc"), "export PATH=" + bin + "\n");
    try (NodeScript script = channels.openScript(sshd.node(), LIMIT)) {
      assertThat(script.exchange(List.of(frame("ECHO", "x")), LIMIT).getFirst().text())
          .isEqualTo("x");
    }
  }

  @Test
  void aShellThatEndsAtOnceIsNamedWithItsCode() throws Exception {
    Files.writeString(folder.resolve("node/home/.bashrc"), "echo 'go away' >&2; exit 7\n");
    Failure failure = failureOf(() -> channels.openScript(sshd.node(), LIMIT));
    assertThat(failure.summary()).contains("code 7").contains("go away");
  }

  @Test
  void nineScriptsRunOneAfterTheOtherOnEightChannels() throws Exception {
    List<NodeScript> open = new java.util.ArrayList<>();
    for (int i = 0; i < 8; i++) {
      open.add(channels.openScript(sshd.node(), LIMIT));
    }
    assertThat(failureOf(() -> channels.openScript(sshd.node(), Duration.ofMillis(200))))
        .isInstanceOf(Failure.TimedOut.class);
    open.removeFirst().close();
    try (NodeScript ninth = channels.openScript(sshd.node(), LIMIT)) {
      assertThat(ninth.exchange(List.of(frame("ECHO", "9")), LIMIT).getFirst().text())
          .isEqualTo("9");
    }
    open.forEach(NodeScript::close);
    Awaitility.await().atMost(LIMIT).until(() -> sshd.sessions().size() <= 2);
  }

  @ParameterizedTest
  @MethodSource("shellsThatAreHere")
  void theStartLineWorksInEveryLoginShellThatIsHere(String shell) throws Exception {
    // sshd runs `SHELL -c COMMAND`; ForceCommand puts the shell under test into that place.
    try (RealSshd other =
        new RealSshd(
            folder.resolve("shell"),
            "ForceCommand exec " + shell + " -c \"$SSH_ORIGINAL_COMMAND\"")) {
      trust(folder, other);
      try (NodeScript script = channels.openScript(other.node(), LIMIT)) {
        assertThat(script.exchange(List.of(frame("ECHO", shell)), LIMIT).getFirst().text())
            .isEqualTo(shell);
      }
    }
  }

  static List<String> shellsThatAreHere() {
    return Stream.of("/bin/bash", "/bin/dash", "/usr/bin/zsh", "/usr/bin/fish", "/usr/bin/tcsh")
        .filter(shell -> Files.exists(Path.of(shell)))
        .toList();
  }

  @Test
  void sudoAndJumpAreRefusedByName() {
    Failure sudo =
        failureOf(() ->
            channels.openScript(
                sshd.node("n", Optional.empty(), false, Privilege.SUDO, Optional.empty()), LIMIT));
    assertThat(sudo.summary()).contains("needs sudo there (privilege: sudo), which is not");
    assertThat(sudo.action())
        .as("where it is said, and how to change it")
        .contains("'user: root', or 'privilege: none'", "pointsman export >", "apply -f");
    Failure jump =
        failureOf(() ->
            channels.openScript(
                sshd.node("n", Optional.empty(), false, Privilege.ROOT, Optional.of(new Name("b"))),
                LIMIT));
    assertThat(jump.summary()).contains("jump host is not supported yet");
  }
}
