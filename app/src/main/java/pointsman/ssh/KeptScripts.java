package pointsman.ssh;

import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.port.NodeScript;

/// Scripts that rest on a node between two conversations: starting one costs the node more than
/// most conversations. At its end each is told to undo and forget, so that the next one finds it as
/// new; one that does not answer that is ended. Any thread.
final class KeptScripts {
  private static final Frame REST = new Frame("REST", new byte[0]);
  private static final Duration RESTING = Duration.ofSeconds(2);

  /// What may be asked again of a new script when a resting one died meanwhile: it changes nothing,
  /// or is undone by the script's end.
  private static final Set<String> HARMLESS = Set.of("SETUP", "STATUS", "READ", "LOCK");

  private static final int MOST = 2;

  private final ScheduledExecutorService pulse;
  private final Duration idle;
  private final Deque<Resting> resting = new ArrayDeque<>();

  /// @param pulse ends those that rest too long
  /// @param idle how long one rests before it is ended; zero: none rests
  KeptScripts(ScheduledExecutorService pulse, Duration idle) {
    this.pulse = pulse;
    this.idle = idle;
  }

  /// Starts a script.
  @FunctionalInterface
  interface Start {
    ScriptChannel start() throws FailureException;
  }

  private record Resting(ScriptChannel channel, Future<?> end) {}

  /// A script that rests, or a new one.
  NodeScript open(Start start) throws FailureException {
    Optional<ScriptChannel> kept = take();
    return kept.isPresent()
        ? new Borrowed(kept.get(), start, true)
        : new Borrowed(start.start(), start, false);
  }

  private synchronized Optional<ScriptChannel> take() {
    while (!resting.isEmpty()) {
      Resting next = resting.pop();
      next.end().cancel(false);
      if (next.channel().usable()) {
        return Optional.of(next.channel());
      }
      end(next.channel());
    }
    return Optional.empty();
  }

  private synchronized void keep(ScriptChannel channel) {
    if (resting.size() >= MOST) {
      end(channel);
      return;
    }
    Future<?> end = pulse.schedule(() -> expire(channel), idle.toMillis(), TimeUnit.MILLISECONDS);
    resting.push(new Resting(channel, end));
  }

  private synchronized void expire(ScriptChannel channel) {
    if (resting.removeIf(each -> each.channel() == channel)) {
      end(channel);
    }
  }

  private static void end(ScriptChannel channel) {
    Thread.ofVirtual().name("ssh-script-end").start(channel::close);
  }

  /// One conversation.
  private final class Borrowed implements NodeScript {
    private final Start start;
    private ScriptChannel channel;
    private boolean rested;
    private boolean broken;

    Borrowed(ScriptChannel channel, Start start, boolean rested) {
      this.channel = channel;
      this.start = start;
      this.rested = rested;
    }

    @Override
    public List<ScriptAnswer> exchange(List<Frame> frames, Duration limit) throws FailureException {
      boolean again = rested && frames.stream().allMatch(each -> HARMLESS.contains(each.verb()));
      rested = false;
      try {
        return channel.exchange(frames, limit);
      } catch (FailureException e) {
        if (!again || !ended(e)) {
          broken = true;
          throw e;
        }
        broken = true;
        channel = start.start();
        broken = false;
        return exchange(frames, limit);
      }
    }

    /// The script had ended while it rested; a link that broke, or a late answer, is told.
    private static boolean ended(FailureException e) {
      return e.failure() instanceof Failure.StepFailed && e.getCause() instanceof EOFException;
    }

    @Override
    public void close() {
      if (broken || !idle.isPositive() || !rests()) {
        channel.close();
      } else {
        keep(channel);
      }
    }

    private boolean rests() {
      try {
        return channel.exchange(List.of(REST), RESTING).getFirst().ok();
      } catch (FailureException e) {
        return false;
      }
    }
  }
}
