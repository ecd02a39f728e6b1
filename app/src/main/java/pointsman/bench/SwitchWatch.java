package pointsman.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import pointsman.port.LabNode;

/// Users of some nodes, seen from outside: each asks its node 200 times a second, over one kept
/// connection, which lane answers.
final class SwitchWatch implements AutoCloseable {
  private static final long EVERY_NANOS = 5_000_000;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Long> moments = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch begun;
  private final CountDownLatch moved;
  private final long began = System.nanoTime();

  /// Begins to ask, and waits until each node has answered once.
  ///
  /// @param green the lane that is waited for
  SwitchWatch(List<LabNode> nodes, boolean green) throws InterruptedException {
    begun = new CountDownLatch(nodes.size());
    moved = new CountDownLatch(nodes.size());
    for (LabNode node : nodes) {
      threads.execute(() -> watch(node, green ? "green" : "blue"));
    }
    if (!begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("a node did not answer users within " + LIMIT);
    }
  }

  /// What users saw of a switch.
  ///
  /// @param skew from the node that first answered from the other lane to the last
  /// @param rate requests a second in all, as reached
  record Seen(Duration skew, double rate) {}

  /// Waits until each node answers from the other lane.
  Seen seen() throws InterruptedException {
    if (!moved.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("a node never answered from the other lane");
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Seen(
        Duration.ofNanos(Collections.max(moments) - Collections.min(moments)),
        asked.get() / seconds);
  }

  private void watch(LabNode node, String lane) {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.connect(new InetSocketAddress(node.address(), 8080), (int) LIMIT.toMillis());
      InputStream in = new BufferedInputStream(socket.getInputStream());
      long next = System.nanoTime();
      while (!Thread.interrupted()) {
        socket.getOutputStream().write(REQUEST);
        String answered = lane(in);
        asked.incrementAndGet();
        begun.countDown();
        if (answered.equals(lane)) {
          moments.add(System.nanoTime());
          moved.countDown();
          return;
        }
        next += EVERY_NANOS;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      throw new IllegalStateException(node.name() + " failed a user: " + e.getMessage(), e);
    }
  }

  /// The lane that one answer names; its body is read past.
  private static String lane(InputStream in) throws IOException {
    String lane = "";
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("x-lane:")) {
        lane = lower.substring(7).strip();
      } else if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without a length");
    }
    in.skipNBytes(length);
    return lane;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
