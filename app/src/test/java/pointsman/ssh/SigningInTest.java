package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.ssh.ScriptConversationTest.failureOf;
import static pointsman.ssh.ScriptConversationTest.settings;
import static pointsman.ssh.ScriptConversationTest.trust;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.Failure;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;

/// Signing in to a real sshd with every kind of key, and every way in which it fails.
class SigningInTest {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  @TempDir Path folder;
  private RealSshd sshd;

  @BeforeEach
  void start() throws Exception {
    sshd = new RealSshd(folder.resolve("node"));
    trust(folder, sshd);
  }

  @AfterEach
  void stop() throws Exception {
    sshd.close();
  }

  private SshSettings settingsWithHome(Path userHome, Optional<Path> agent) {
    SshSettings usual = settings(folder);
    return new SshSettings(
        usual.home(),
        userHome,
        agent,
        Duration.ofSeconds(5),
        usual.keepAlive(),
        usual.keepAliveCount(),
        8,
        Duration.ZERO);
  }

  private static void signIn(SshSettings settings, Node node) throws Exception {
    try (JschNodeChannels channels =
        new JschNodeChannels(settings, ScriptConversationTest.echoScript())) {
      channels.openScript(node, LIMIT).close();
    }
  }

  private Node node(Optional<String> identity, boolean agent) {
    return sshd.node("node-1", identity, agent, Privilege.ROOT, Optional.empty());
  }

  private void authorize(Path publicKey) throws Exception {
    Files.writeString(sshd.folder.resolve("authorized"), Files.readString(publicKey));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void defaultKeysOfEachTypeAreTried(String type) throws Exception {
    Path home = folder.resolve("me");
    Files.createDirectories(home.resolve(".ssh"));
    Path key = home.resolve(".ssh/id_" + type);
    RealSshd.newKey(key, type, "");
    authorize(key.resolveSibling("id_" + type + ".pub"));
    signIn(settingsWithHome(home, Optional.empty()), node(Optional.empty(), false));
  }

  @Test
  void aTildeInAnIdentityIsTheUsersHome() throws Exception {
    Path home = Files.createDirectories(folder.resolve("me"));
    Files.copy(sshd.userKey, home.resolve("fleet key"));
    signIn(settingsWithHome(home, Optional.empty()), node(Optional.of("~/fleet key"), false));
  }

  @Test
  void theAgentSignsInWithAKeyThatIsEncryptedOnDisk() throws Exception {
    Path key = folder.resolve("locked");
    RealSshd.newKey(key, "ed25519", "secret");
    authorize(folder.resolve("locked.pub"));
    Failure locked =
        failureOf(() -> signInAnd(node(Optional.of(key.toString()), false), Optional.empty()));
    assertThat(locked).isInstanceOf(Failure.SignInRefused.class);
    assertThat(locked.summary()).contains("is encrypted").contains("ssh-add");

    Path socket = folder.resolve("agent.sock");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      org.awaitility.Awaitility.await().until(() -> Files.exists(socket));
      Failure empty = failureOf(() -> signInAnd(node(Optional.empty(), true), Optional.of(socket)));
      assertThat(empty.summary()).contains("agent has no keys");
      Path script = folder.resolve("askpass");
      Files.writeString(script, "#!/bin/sh\necho secret\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
      ProcessBuilder add = new ProcessBuilder("ssh-add", key.toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      add.environment().put("SSH_ASKPASS", script.toString());
      add.environment().put("SSH_ASKPASS_REQUIRE", "force");
      Process adding = add.redirectErrorStream(true).start();
      String said = new String(adding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(adding.waitFor()).as(said).isZero();
      signInAnd(node(Optional.empty(), true), Optional.of(socket));
      signInAnd(node(Optional.empty(), false), Optional.of(socket));
    } finally {
      agent.destroyForcibly().waitFor();
    }
  }

  private int signInAnd(Node node, Optional<Path> agent) throws Exception {
    signIn(settingsWithHome(folder.resolve("nobody"), agent), node);
    return 0;
  }

  @Test
  void aMissingKeyNoKeyAndNoAgentAreToldApart() {
    assertThat(
            failureOf(() -> signInAnd(node(Optional.of("/no/such/key"), false), Optional.empty())))
        .isInstanceOf(Failure.LocalFile.class);
    assertThat(
            failureOf(() -> signInAnd(node(Optional.empty(), false), Optional.empty())).summary())
        .contains("neither an agent nor a default key");
    assertThat(failureOf(() -> signInAnd(node(Optional.empty(), true), Optional.empty())).summary())
        .contains("SSH_AUTH_SOCK is not set");
  }

  @Test
  void aKeyThatTheNodeDoesNotKnowIsRefused() throws Exception {
    Path stranger = folder.resolve("stranger");
    RealSshd.newKey(stranger, "ed25519", "");
    Failure failure =
        failureOf(() -> signInAnd(node(Optional.of(stranger.toString()), false), Optional.empty()));
    assertThat(failure).isInstanceOf(Failure.SignInRefused.class);
    assertThat(failure.summary()).contains("none of the keys");
  }

  @Test
  void anUnknownHostKeyIsRefusedBeforeSigningInAndNamesItsFingerprint() throws Exception {
    try (RealSshd other = new RealSshd(folder.resolve("other"))) {
      Failure failure = failureOf(() -> signInAnd(other.node(), Optional.empty()));
      String fingerprint =
          RealSshd.run("ssh-keygen", "-lf", other.folder.resolve("host.pub").toString())
              .split(" ")[1];
      assertThat(failure).isEqualTo(new Failure.HostKeyUnknown(new Name("node-1"), fingerprint));
      assertThat(Files.readString(other.folder.resolve("log"))).doesNotContain("Accepted");
    }
  }

  @Test
  void aChangedHostKeyIsRefusedUntilTheNewOneIsAccepted() throws Exception {
    signInAnd(sshd.node(), Optional.empty());
    sshd.stop();
    sshd.newHostKey();
    sshd.startAgain();
    assertThat(failureOf(() -> signInAnd(sshd.node(), Optional.empty())))
        .isInstanceOf(Failure.HostKeyChanged.class);
    trust(folder, sshd);
    signInAnd(sshd.node(), Optional.empty());
  }

  private static Node at(String host, int port) {
    return new Node(
        new Name("far"),
        new Host(host),
        new Port(port),
        "root",
        Optional.empty(),
        false,
        Optional.empty(),
        Privilege.ROOT,
        EngineKind.HAPROXY,
        Optional.empty(),
        Set.of(),
        NodePaths.defaults(EngineKind.HAPROXY));
  }

  private String whyUnreachable(String host, int port, Duration limit) {
    SshSettings settings =
        new SshSettings(
            folder.resolve("home"),
            folder.resolve("node"),
            Optional.empty(),
            limit,
            limit,
            2,
            4,
            Duration.ZERO);
    JschHostKeys keys = new JschHostKeys(settings);
    Failure failure = failureOf(() -> keys.offer(at(host, port), limit));
    assertThat(failure).isInstanceOf(Failure.Unreachable.class);
    return failure.summary();
  }

  @Test
  void everyKindOfUnreachableSaysWhy() throws Exception {
    assertThat(whyUnreachable(sshd.address, 1, LIMIT)).contains("refused").contains("port 1");
    assertThat(whyUnreachable("no-such-host.invalid", 22, LIMIT)).contains("is not known");
    try (ServerSocket mute = new ServerSocket()) {
      mute.bind(new InetSocketAddress(InetAddress.getByName(sshd.address), 0));
      Instant before = Instant.now();
      assertThat(whyUnreachable(sshd.address, mute.getLocalPort(), Duration.ofMillis(400)))
          .contains("no answer")
          .contains("400 ms");
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }
    try (ServerSocket rude = new ServerSocket()) {
      rude.bind(new InetSocketAddress(InetAddress.getByName(sshd.address), 0));
      Thread.ofVirtual()
          .start(() -> {
            try {
              rude.accept().close();
            } catch (IOException e) {
              // the test is over
            }
          });
      assertThat(whyUnreachable(sshd.address, rude.getLocalPort(), LIMIT))
          .contains("during the handshake");
    }
  }

  @Test
  void whoAsksAfterAKeyWasAcceptedIsNotAnsweredFromBefore() throws Exception {
    try (RealSshd other = new RealSshd(folder.resolve("other"));
        HeldDoor door = new HeldDoor(other.address, RealSshd.PORT);
        JschNodeChannels channels =
            new JschNodeChannels(settings(folder), ScriptConversationTest.echoScript())) {
      Node node = door.leadsTo(other.node());
      CompletableFuture<Failure> early =
          CompletableFuture.supplyAsync(
              () -> failureOf(() -> channels.openScript(node, LIMIT)), Thread::startVirtualThread);
      door.awaitKnock();
      JschHostKeys keys = new JschHostKeys(settings(folder));
      keys.accept(node, keys.offer(node, LIMIT));
      CompletableFuture<String> later = new CompletableFuture<>();
      Thread late =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  channels.openScript(node, LIMIT).close();
                  later.complete("signed in");
                } catch (Exception e) {
                  later.complete(e.toString());
                }
              });
      org.awaitility.Awaitility.await().until(() -> late.getState() == Thread.State.TIMED_WAITING);
      door.open();
      assertThat(early.get(8, TimeUnit.SECONDS)).isInstanceOf(Failure.HostKeyUnknown.class);
      assertThat(later.get(8, TimeUnit.SECONDS)).isEqualTo("signed in");
    }
  }

  @Test
  void manyCallersAtOnceShareOneSession() throws Exception {
    try (JschNodeChannels channels =
        new JschNodeChannels(settings(folder), ScriptConversationTest.echoScript())) {
      List<Thread> callers = new java.util.ArrayList<>();
      java.util.concurrent.atomic.AtomicInteger done =
          new java.util.concurrent.atomic.AtomicInteger();
      for (int i = 0; i < 30; i++) {
        callers.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    channels.openScript(sshd.node(), LIMIT).close();
                    done.incrementAndGet();
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                }));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(done).hasValue(30);
      assertThat(
              Files.readString(sshd.folder.resolve("log"))
                  .lines()
                  .filter(l -> l.contains("Accepted publickey")))
          .hasSize(1);
    }
  }
}
