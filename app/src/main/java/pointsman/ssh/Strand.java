package pointsman.ssh;

import com.jcraft.jsch.Channel;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// One open channel of a session: bytes there, bytes back. Writing is guarded, so that heartbeats
/// and frames never mix; one thread reads.
final class Strand implements AutoCloseable {
  private final Channel channel;
  private final OutputStream out;
  private final Inbox inbox;
  private final Tail complaints;
  private final Runnable onClose;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();

  Strand(Channel channel, OutputStream out, Inbox inbox, Tail complaints, Runnable onClose) {
    this.channel = channel;
    this.out = out;
    this.inbox = inbox;
    this.complaints = complaints;
    this.onClose = onClose;
  }

  /// What has come.
  Inbox inbox() {
    return inbox;
  }

  /// What the command wrote to its error output.
  String complaints() {
    return complaints.text();
  }

  /// Sends bytes.
  ///
  /// @throws EOFException when the channel is closed
  /// @throws TimeoutException at the deadline; the strand is closed then, as part of the bytes may
  ///   be on their way
  void write(byte[] bytes, Deadline deadline) throws Exception {
    try {
      deadline.await(() -> {
        writing.lockInterruptibly();
        try {
          writeAll(bytes);
          return true;
        } finally {
          writing.unlock();
        }
      });
    } catch (TimeoutException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /// Sends bytes unless someone is writing just now. Never throws.
  void writeIfQuiet(byte[] bytes) {
    if (closed.get() || !writing.tryLock()) {
      return;
    }
    try {
      writeAll(bytes);
    } catch (IOException e) {
      // The reader of this strand sees its end.
    } finally {
      writing.unlock();
    }
  }

  private void writeAll(byte[] bytes) throws IOException {
    if (closed.get() || channel.isClosed()) {
      throw new EOFException("the channel is closed");
    }
    try {
      out.write(bytes, 0, bytes.length);
      out.flush();
    } catch (IOException e) {
      if (channel.isClosed() || channel.isEOF()) {
        throw new EOFException("the channel was closed");
      }
      throw e;
    }
  }

  /// Tells the other side that nothing more will come. Never throws.
  void sendEnd(Deadline deadline) {
    try {
      deadline.await(() -> {
        writing.lockInterruptibly();
        try {
          out.close();
          return true;
        } finally {
          writing.unlock();
        }
      });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // Closing follows and says it more plainly.
    }
  }

  /// The command's exit code; -1 when it is not told within the deadline.
  int exitCode(Deadline deadline) throws InterruptedException {
    while (!channel.isClosed() && channel.getExitStatus() < 0 && deadline.nanosLeft() > 0) {
      Thread.sleep(2);
    }
    return channel.getExitStatus();
  }

  /// Closes the channel without waiting for the other side. Never throws, may be called again.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      inbox.close();
      Thread.ofVirtual()
          .name("ssh-close")
          .start(() -> {
            try {
              channel.disconnect();
            } finally {
              onClose.run();
            }
          });
    }
  }
}
