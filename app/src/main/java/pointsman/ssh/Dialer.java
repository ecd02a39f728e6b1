package pointsman.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.port.HostKeys.Offer;

/// Makes sessions: dials, checks the host key, signs in, primes. Any thread.
final class Dialer {

  /// Galois mode last: in Java it is several times slower than counter mode with the
  /// encrypt-then-mac sums that come first, unless the code was compiled with all its tricks.
  private static final String CIPHERS =
      "aes128-ctr,aes192-ctr,aes256-ctr,aes128-gcm@openssh.com,aes256-gcm@openssh.com";

  /// Before each handshake the library makes keys for every method that some Java might lack, to
  /// see whether it is there. Java 25 has all that are offered, so that is left out.
  private static final List<String> TRIALS =
      List.of("CheckKexes", "CheckCiphers", "CheckMacs", "CheckSignatures");

  private final SshSettings settings;
  private final KnownHosts known;
  private final Identities identities;

  Dialer(SshSettings settings, KnownHosts known) {
    this.settings = settings;
    this.known = known;
    this.identities = new Identities(settings);
  }

  /// Signs in to a node.
  ///
  /// @throws FailureException unreachable, host key unknown or changed, sign-in refused
  Link dial(Node node) throws FailureException {
    refuseJump(node);
    Deadline deadline = Deadline.in(settings.connectLimit());
    HostKeyGate gate = gate(node, false);
    WatchedSocket socket = new WatchedSocket(deadline);
    JSch jsch = new JSch();
    int keys = identities.load(jsch, node);
    try {
      Session session = session(jsch, node, gate, socket);
      // One key only: it is shown signed at once, which saves a round trip.
      session.setConfig("enable_pubkey_auth_query", keys == 1 ? "no" : "yes");
      connect(session, socket, deadline);
      return new Link(session, socket, longestQuiet());
    } catch (Exception e) {
      throw SshTrouble.signingIn(node, e, gate, settings.connectLimit());
    }
  }

  /// Asks a node for its host key and hangs up.
  Offer offer(Node node, Duration limit) throws FailureException {
    refuseJump(node);
    Deadline deadline = Deadline.in(limit);
    HostKeyGate gate = gate(node, true);
    WatchedSocket socket = new WatchedSocket(deadline);
    try {
      connect(session(new JSch(), node, gate, socket), socket, deadline);
      throw new IllegalStateException("a closed gate was passed");
    } catch (Exception e) {
      KnownHosts.Key key =
          gate.offered().orElseThrow(() -> SshTrouble.signingIn(node, e, gate, limit));
      return new Offer(key.type(), key.key(), key.fingerprint(), gate.standing(key));
    } finally {
      socket.cut();
    }
  }

  private HostKeyGate gate(Node node, boolean closed) throws FailureException {
    String host = node.address().value();
    int port = node.port().value();
    return new HostKeyGate(known.any(host, port), () -> known.load(host, port), closed);
  }

  private Duration longestQuiet() {
    return settings.keepAlive().multipliedBy(settings.keepAliveCount() + 1L).plusSeconds(1);
  }

  private static void refuseJump(Node node) throws FailureException {
    if (node.jump().isPresent()) {
      throw new FailureException(
          new Failure.Unsupported(
              node.name().value(),
              "a jump host is not supported yet",
              "Give the node an address that this computer reaches, without 'jump'."));
    }
  }

  private Session session(JSch jsch, Node node, HostKeyGate gate, WatchedSocket socket)
      throws JSchException {
    jsch.setHostKeyRepository(gate);
    Session session = jsch.getSession(node.user(), node.address().value(), node.port().value());
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("PreferredAuthentications", "publickey");
    session.setConfig("enable_auth_none", "no");
    for (String way : List.of("c2s", "s2c")) {
      session.setConfig("cipher." + way, CIPHERS);
    }
    TRIALS.forEach(trial -> session.setConfig(trial, ""));
    session.setSocketFactory(socket);
    session.setThreadFactory(Thread.ofVirtual().name("ssh-" + node.name()).factory());
    session.setDaemonThread(true);
    session.setServerAliveInterval((int) settings.keepAlive().toMillis());
    session.setServerAliveCountMax(settings.keepAliveCount());
    return session;
  }

  private static void connect(Session session, WatchedSocket socket, Deadline deadline)
      throws Exception {
    int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.nanosLeft()));
    try {
      deadline.await(() -> {
        session.connect(millis);
        return true;
      });
    } catch (Exception e) {
      socket.cut();
      throw e;
    }
  }
}
