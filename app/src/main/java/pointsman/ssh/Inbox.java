package pointsman.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a channel has received and nobody has read yet. The session's thread writes, one reader
/// reads, every read has a deadline. It never blocks the writer: a peer that sends more than the
/// bound while nobody reads is cut off.
final class Inbox extends OutputStream {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final int bound;
  private byte[] held = new byte[512];
  private int from;
  private int to;
  private boolean ended;
  private boolean overflowed;

  /// @param bound bytes that may lie here unread
  Inbox(int bound) {
    this.bound = bound;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      if (to - from + length > bound) {
        overflowed = true;
        ended = true;
      } else {
        makeRoom(length);
        System.arraycopy(bytes, offset, held, to, length);
        to += length;
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom(int length) {
    if (to + length <= held.length) {
      return;
    }
    int unread = to - from;
    int size = held.length;
    while (size < unread + length) {
      size *= 2;
    }
    byte[] next = size == held.length ? held : new byte[size];
    System.arraycopy(held, from, next, 0, unread);
    held = next;
    from = 0;
    to = unread;
  }

  /// Nothing more will come. What came can still be read.
  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nothing more will come.
  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /// Whether bytes lie here unread.
  boolean hasUnread() {
    lock.lock();
    try {
      return to > from;
    } finally {
      lock.unlock();
    }
  }

  /// The bytes before the next mark; the mark is taken away too.
  ///
  /// @throws EOFException when the channel ended without one
  /// @throws TimeoutException at the deadline
  /// @throws IOException when there are more than `most` bytes before it
  byte[] takeThrough(byte[] mark, int most, Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    lock.lockInterruptibly();
    try {
      int seen = 0;
      while (true) {
        int at = find(mark, from + seen);
        if (at >= 0) {
          byte[] taken = Arrays.copyOfRange(held, from, at);
          from = at + mark.length;
          return taken;
        }
        seen = Math.max(0, to - from - mark.length + 1);
        if (to - from > most) {
          throw new IOException("more than " + most + " bytes without an end");
        }
        awaitMore(deadline);
      }
    } finally {
      lock.unlock();
    }
  }

  /// So many bytes.
  ///
  /// @throws EOFException when the channel ended before
  byte[] take(int count, Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (to - from < count) {
        awaitMore(deadline);
      }
      byte[] taken = Arrays.copyOfRange(held, from, from + count);
      from += count;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Takes of what came as much as it needs.
  interface Taker {
    /// Takes from the front and says how many.
    int take(byte[] bytes, int offset, int length) throws IOException;
  }

  /// Offers what lies here unread, at least one byte, to somebody who takes of it from the front.
  ///
  /// @throws EOFException when the channel ended
  void offer(Taker taker, Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (to == from) {
        awaitMore(deadline);
      }
      from += taker.take(held, from, to - from);
    } finally {
      lock.unlock();
    }
  }

  /// Everything until the channel ends.
  byte[] takeAll(Deadline deadline) throws IOException, TimeoutException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!ended) {
        awaitMore(deadline);
      }
      checkBound();
      byte[] taken = Arrays.copyOfRange(held, from, to);
      from = to;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// What lies here unread, as text, for messages; at most 200 characters of it.
  String peek() {
    lock.lock();
    try {
      String text =
          new String(held, from, Math.min(to - from, 800), StandardCharsets.UTF_8).strip();
      return text.length() > 200 ? text.substring(0, 200) : text;
    } finally {
      lock.unlock();
    }
  }

  private int find(byte[] mark, int start) {
    for (int at = start; at + mark.length <= to; at++) {
      if (held[at] == mark[0] && Arrays.equals(held, at, at + mark.length, mark, 0, mark.length)) {
        return at;
      }
    }
    return -1;
  }

  /// Until something came, or nothing: who calls it looks in a loop.
  @SuppressWarnings("WaitNotInLoop")
  private void awaitMore(Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    checkBound();
    if (ended) {
      throw new EOFException("the channel ended");
    }
    long left = deadline.nanosLeft();
    if (left == 0) {
      throw new TimeoutException();
    }
    more.await(left, TimeUnit.NANOSECONDS);
  }

  private void checkBound() throws IOException {
    if (overflowed) {
      throw new IOException("more than " + bound + " bytes came unread");
    }
  }
}
