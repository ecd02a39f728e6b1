package pointsman.ssh;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.port.NodeScript;

/// The conversation with the node's script on one channel. Beats every 5 s from the shared
/// scheduler until it is closed.
final class ScriptChannel implements NodeScript {
  private static final Duration BEAT_EVERY = Duration.ofSeconds(5);
  private static final int LONGEST_NOISE = 64 << 10;
  private static final int LONGEST_HEADER = 256;
  private static final int LONGEST_ANSWER = 16 << 20;
  private static final int CHUNK = 1 << 20;
  private static final int HEADER = 64;
  private static final Pattern GREETING = Pattern.compile("POINTSMAN 1 ([0-9]{1,10})$");
  private static final Pattern ANSWER =
      Pattern.compile(
          "(?:OK ([A-Z]{1,12}) ([0-9]{1,9})|NO ([A-Z]{1,12}) ([0-9]{1,9}) ([a-z0-9-]{1,40}))");
  private static final String START = "start the node's script";
  private static final byte[] NEWLINE = {'\n'};
  private static final byte[] BEAT = encode("BEAT", new byte[0], 0, 0);

  private final Node node;
  private final Link link;
  private final Strand strand;
  private final Future<?> beating;

  private ScriptChannel(Node node, Link link, Strand strand, ScheduledExecutorService pulse) {
    this.node = node;
    this.link = link;
    this.strand = strand;
    long every = BEAT_EVERY.toMillis();
    this.beating =
        pulse.scheduleAtFixedRate(
            () -> Thread.ofVirtual().name("ssh-beat").start(() -> strand.writeIfQuiet(BEAT)),
            every,
            every,
            TimeUnit.MILLISECONDS);
  }

  /// Starts the script and waits for its greeting. What the login shell prints before it is
  /// skipped.
  static ScriptChannel open(
      Node node, Link link, SentScript script, Deadline deadline, ScheduledExecutorService pulse)
      throws FailureException {
    try {
      Optional<Strand> begun = begin(node, link, script, true, deadline);
      if (begun.isEmpty()) {
        begun = begin(node, link, script, false, deadline);
      }
      return new ScriptChannel(node, link, begun.orElseThrow(), pulse);
    } catch (Exception e) {
      throw SshTrouble.step(node, START, e, deadline.limit(), link.alive());
    }
  }

  /// @return nothing when it was sent packed and the node cannot unpack it
  private static Optional<Strand> begin(
      Node node, Link link, SentScript script, boolean gzip, Deadline deadline) throws Exception {
    Strand strand = link.exec(script.command(gzip), deadline);
    try {
      strand.write(script.bytes(gzip), deadline);
      awaitGreeting(strand, deadline);
      return Optional.of(strand);
    } catch (EOFException e) {
      int code = strand.exitCode(Deadline.in(Duration.ofSeconds(1)));
      FailureException told = notStarted(node, strand, code, e);
      strand.close();
      if (gzip && code == SentScript.NO_GZIP) {
        return Optional.empty();
      }
      throw link.broke() ? e : told;
    } catch (Exception e) {
      strand.close();
      throw e;
    }
  }

  private static void awaitGreeting(Strand strand, Deadline deadline) throws Exception {
    int noise = 0;
    while (true) {
      byte[] line = strand.inbox().takeThrough(NEWLINE, LONGEST_NOISE - noise, deadline);
      if (GREETING.matcher(new String(line, StandardCharsets.ISO_8859_1)).find()) {
        return;
      }
      noise += line.length + 1;
      if (noise > LONGEST_NOISE) {
        throw new IOException("the login shell printed more than 64 kB before the script began");
      }
    }
  }

  private static FailureException notStarted(Node node, Strand strand, int code, Exception cause) {
    String said = strand.complaints().isEmpty() ? strand.inbox().peek() : strand.complaints();
    String detail =
        code == SentScript.NOT_WHOLE
            ? "it did not arrive whole"
            : "the shell ended with code " + code + (said.isEmpty() ? "" : ": " + said);
    return SshTrouble.stepFailed(node, START, detail, cause);
  }

  @Override
  public List<ScriptAnswer> exchange(List<Frame> frames, Duration limit) throws FailureException {
    Deadline deadline = Deadline.in(limit);
    List<String> awaited = new ArrayList<>();
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      append(wire, frame);
      if (!frame.verb().equals("DATA") && !frame.verb().equals("BEAT")) {
        awaited.add(frame.verb());
      }
    }
    String step = awaited.isEmpty() ? "send data" : awaited.getFirst();
    List<ScriptAnswer> answers = new ArrayList<>();
    try {
      strand.write(wire.toByteArray(), deadline);
      for (String verb : awaited) {
        step = verb;
        answers.add(answer(verb, deadline));
      }
      return answers;
    } catch (EOFException e) {
      abandon();
      throw link.broke() ? SshTrouble.broken(node, step, e) : ended(step, e);
    } catch (Exception e) {
      abandon();
      throw SshTrouble.step(node, step, e, limit, link.alive());
    }
  }

  private static void append(ByteArrayOutputStream wire, Frame frame) {
    byte[] payload = frame.payload();
    if (!frame.verb().equals("DATA")) {
      wire.writeBytes(encode(frame.verb(), payload, 0, payload.length));
      return;
    }
    for (int at = 0; at < payload.length; at += CHUNK) {
      wire.writeBytes(encode("DATA", payload, at, Math.min(CHUNK, payload.length - at)));
    }
  }

  private static byte[] encode(String verb, byte[] payload, int from, int length) {
    byte[] words = (verb + " " + length).getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[HEADER + length];
    Arrays.fill(frame, 0, HEADER - 1, (byte) ' ');
    System.arraycopy(words, 0, frame, 0, words.length);
    frame[HEADER - 1] = '\n';
    System.arraycopy(payload, from, frame, HEADER, length);
    return frame;
  }

  private ScriptAnswer answer(String verb, Deadline deadline) throws Exception {
    Inbox inbox = strand.inbox();
    String header =
        new String(
            inbox.takeThrough(NEWLINE, LONGEST_HEADER, deadline), StandardCharsets.ISO_8859_1);
    if (header.equals("GZ " + verb)) {
      byte[] text = new PackedAnswer(LONGEST_ANSWER).take(inbox, deadline);
      return new ScriptAnswer(true, "", new String(text, StandardCharsets.UTF_8));
    }
    Matcher parts = ANSWER.matcher(header);
    if (!parts.matches()) {
      throw new IOException("an answer out of step: " + header);
    }
    boolean ok = parts.group(1) != null;
    String to = ok ? parts.group(1) : parts.group(3);
    int length = Integer.parseInt(ok ? parts.group(2) : parts.group(4));
    if (!to.equals(verb) || length > LONGEST_ANSWER) {
      throw new IOException("an answer out of step: " + header);
    }
    String text = new String(inbox.take(length, deadline), StandardCharsets.UTF_8);
    return new ScriptAnswer(ok, ok ? "" : parts.group(5), text);
  }

  /// Whether the script still listens, as far as is known, and nothing is unread.
  boolean usable() {
    return link.alive() && !strand.inbox().ended() && !strand.inbox().hasUnread();
  }

  private FailureException ended(String step, Exception cause) {
    String said = strand.complaints();
    return SshTrouble.stepFailed(
        node,
        step,
        "the script on the node ended before it answered" + (said.isEmpty() ? "" : ": " + said),
        cause);
  }

  private void abandon() {
    beating.cancel(false);
    strand.close();
  }

  /// Waits up to 2 s for the script to undo, free the lock and end.
  @Override
  public void close() {
    beating.cancel(false);
    Deadline deadline = Deadline.in(Duration.ofSeconds(2));
    strand.sendEnd(deadline);
    try {
      strand.inbox().takeAll(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // It ends by itself when it sees the channel closed.
    }
    strand.close();
  }
}
