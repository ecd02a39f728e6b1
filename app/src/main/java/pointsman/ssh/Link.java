package pointsman.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.EOFException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One signed-in session to a node, and the channels on it. Any thread. At most 8 commands and 8
/// tunnels run at once (sshd's usual MaxSessions is 10); others wait within their deadline.
final class Link {
  private static final int AT_ONCE = 8;
  private static final int INBOX_BOUND = 64 << 20;
  private static final Duration PRIMING = Duration.ofSeconds(1);

  private final Session session;
  private final WatchedSocket socket;
  private final Duration longestQuiet;
  private final AtomicBoolean primed = new AtomicBoolean();
  private final Semaphore commands = new Semaphore(AT_ONCE, true);
  private final Semaphore tunnels = new Semaphore(AT_ONCE, true);

  /// @param longestQuiet after which the other side is taken for gone, whatever the library thinks
  Link(Session session, WatchedSocket socket, Duration longestQuiet) {
    this.session = session;
    this.socket = socket;
    this.longestQuiet = longestQuiet;
  }

  /// What a command left behind.
  ///
  /// @param code its exit code; -1 when not told
  /// @param out its output
  /// @param complaints the end of its error output
  record Ran(int code, String out, String complaints) {}

  /// Whether channels can be opened, as far as is known.
  boolean alive() {
    return session.isConnected() && !socket.broken();
  }

  /// Whether it was the session that ended when a channel did. The library closes the channels of a
  /// dying session first, so this looks for a moment.
  boolean broke() {
    Deadline deadline = Deadline.in(Duration.ofMillis(150));
    while (alive() && deadline.nanosLeft() > 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return !alive();
      }
    }
    return !alive();
  }

  /// Ends a session whose other side has gone silent. For the watch.
  void cutWhenSilent() {
    if (session.isConnected() && socket.quiet().compareTo(longestQuiet) > 0) {
      close();
    }
  }

  /// Ends the session and all its channels at once. Never throws.
  void close() {
    socket.cut();
    Thread.ofVirtual().name("ssh-disconnect").start(session::disconnect);
  }

  /// Starts a command.
  Strand exec(String command, Deadline deadline) throws Exception {
    primed.set(true);
    acquire(commands, deadline);
    while (true) {
      try {
        ChannelExec channel = (ChannelExec) openChannel("exec", commands);
        channel.setCommand(command.getBytes(StandardCharsets.UTF_8));
        Tail complaints = new Tail();
        channel.setErrStream(complaints);
        return open(channel, complaints, commands, deadline);
      } catch (ChannelRefused e) {
        // sshd may still be tidying up after the channel that was closed before.
        if (deadline.nanosLeft() < TimeUnit.MILLISECONDS.toNanos(100)) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(50);
        acquire(commands, deadline);
      }
    }
  }

  /// Runs a short command to its end.
  Ran run(String command, Deadline deadline) throws Exception {
    try (Strand strand = exec(command, deadline)) {
      strand.sendEnd(deadline);
      byte[] out = strand.inbox().takeAll(deadline);
      int code = strand.exitCode(deadline.orSooner(Duration.ofSeconds(2)));
      return new Ran(code, new String(out, StandardCharsets.UTF_8), strand.complaints());
    }
  }

  /// Runs one command that does nothing, unless one has run: sshd sends small answers at once only
  /// from then on, so that round trips are several times shorter. A login shell that takes longer
  /// than a second is not waited for.
  private void prime() throws InterruptedException {
    if (!primed.get()) {
      try {
        run("true", Deadline.in(PRIMING));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        // A node where commands do not run may still answer on its sockets.
      }
    }
  }

  /// Connects from the node to somewhere.
  Strand tunnel(String host, int port, Deadline deadline) throws Exception {
    prime();
    acquire(tunnels, deadline);
    ChannelDirectTCPIP channel = (ChannelDirectTCPIP) openChannel("direct-tcpip", tunnels);
    channel.setHost(host);
    channel.setPort(port);
    return open(channel, new Tail(), tunnels, deadline);
  }

  /// Connects to a Unix socket on the node.
  Strand local(String path, Deadline deadline) throws Exception {
    prime();
    Semaphore unlimited = new Semaphore(0);
    ChannelDirectStreamLocal channel =
        (ChannelDirectStreamLocal) openChannel("direct-streamlocal@openssh.com", unlimited);
    channel.setSocketPath(path);
    return open(channel, new Tail(), unlimited, deadline);
  }

  private static void acquire(Semaphore slots, Deadline deadline)
      throws InterruptedException, TimeoutException {
    if (!slots.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException("all " + AT_ONCE + " channels are busy");
    }
  }

  private Channel openChannel(String kind, Semaphore slots) throws JSchException {
    try {
      return session.openChannel(kind);
    } catch (JSchException e) {
      slots.release();
      throw e;
    }
  }

  /// Opens the channel on a thread of its own. Who comes first wins: the opening, or the caller
  /// giving up; in the latter case the channel is closed should it still open.
  private Strand open(Channel channel, Tail complaints, Semaphore slots, Deadline deadline)
      throws Exception {
    Inbox inbox = new Inbox(INBOX_BOUND);
    AtomicInteger winner = new AtomicInteger();
    try {
      channel.setOutputStream(inbox);
      OutputStream out = channel.getOutputStream();
      return deadline.await(() -> {
        connect(channel);
        if (!winner.compareAndSet(0, 1)) {
          channel.disconnect();
        }
        return new Strand(channel, out, inbox, complaints, slots::release);
      });
    } catch (TimeoutException | InterruptedException e) {
      if (!winner.compareAndSet(0, 2)) {
        channel.disconnect();
      }
      slots.release();
      throw e;
    } catch (Exception e) {
      slots.release();
      throw e;
    }
  }

  /// Without a limit of its own JSch looks every 10 ms, for 20 s, whether the session is still
  /// there; with one it would sleep through the session's end.
  private void connect(Channel channel) throws Exception {
    try {
      channel.connect(0);
    } catch (JSchException e) {
      throw refusedOr(channel, e);
    }
    // JSch swallows exceptions of a dying session here. The channel itself may well be closed
    // already: a
    // command can be quicker than this.
    if (!alive()) {
      throw new EOFException("the session ended");
    }
  }

  private Exception refusedOr(Channel channel, Exception e) {
    // On a refused opening JSch keeps the protocol's reason code where the exit status would be.
    int reason = channel.getExitStatus();
    if (reason > 0 && !channel.isConnected()) {
      return new ChannelRefused(reason);
    }
    return alive() ? new TimeoutException("the channel did not open") : e;
  }
}
