package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.LoadResult.Kind;
import pointsman.port.LoadRun;

/// The load tool against real sockets that misbehave in each way it can tell.
final class HttpLoadTest {
  private static final String ADDRESS = "127.0.0.1";

  private final HttpLoad load = new HttpLoad(Clock.systemUTC());

  /// What a server does with a connection.
  @FunctionalInterface
  private interface Manner {
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  /// A server on a port of its own, a virtual thread for each connection.
  private static final class Server implements AutoCloseable {
    private final ServerSocket listener;

    Server(Manner manner) throws IOException {
      listener = new ServerSocket(0, 200, InetAddress.ofLiteral(ADDRESS));
      Thread.startVirtualThread(() -> accept(manner));
    }

    private void accept(Manner manner) {
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept();
          Thread.startVirtualThread(() -> {
            try (socket) {
              manner.serve(socket);
            } catch (IOException | InterruptedException _) {
              // the test looks at the other end
            }
          });
        } catch (IOException _) {
          return;
        }
      }
    }

    int port() {
      return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static LoadOrder order(int port) {
    return LoadOrder.of(List.of(new LoadOrder.Target("t", ADDRESS, port)), 100)
        .lasting(Duration.ofMillis(200))
        .mixed(0, 0)
        .within(Duration.ofSeconds(20));
  }

  private LoadResult run(LoadOrder order) throws InterruptedException {
    try (LoadRun run = load.start(order)) {
      return run.await();
    }
  }

  private LoadResult against(Manner manner) throws IOException, InterruptedException {
    try (Server server = new Server(manner)) {
      return run(order(server.port()));
    }
  }

  private static void say(Socket socket, String answer) throws IOException {
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void readRequest(Socket socket) throws IOException {
    assertThat(new HttpWire(socket.getInputStream()).readHead()).isPresent();
  }

  private static void allFailedAs(LoadResult result, Kind kind) {
    assertThat(result.sent()).isEqualTo(20);
    assertThat(result.failed()).isEqualTo(20);
    assertThat(result.failures()).containsOnlyKeys(kind).containsEntry(kind, 20L);
    assertThat(result.samples()).hasSize(20).allMatch(sample -> sample.kind() == kind);
    assertThat(result.targets()).containsEntry("t", new LoadResult.Count(20, 20));
  }

  @Test
  void countsARefusedConnectionAsConnect() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS))) {
      port = gone.getLocalPort();
    }
    allFailedAs(run(order(port)), Kind.CONNECT);
  }

  @Test
  void countsAResetInsteadOfAnAnswerAsReset() throws Exception {
    allFailedAs(
        against(socket -> {
          readRequest(socket);
          socket.setSoLinger(true, 0);
        }),
        Kind.RESET);
  }

  @Test
  void countsAnAnswerThatEndsEarlyAsShort() throws Exception {
    allFailedAs(
        against(socket -> {
          readRequest(socket);
          say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        }),
        Kind.SHORT);
  }

  @Test
  void countsACloseWithoutAnAnswerAsShort() throws Exception {
    allFailedAs(against(HttpLoadTest::readRequest), Kind.SHORT);
  }

  @Test
  void countsSilenceAsTimeout() throws Exception {
    try (Server server =
        new Server(socket -> {
          readRequest(socket);
          Thread.sleep(Duration.ofSeconds(30));
        })) {
      allFailedAs(run(order(server.port()).within(Duration.ofMillis(300))), Kind.TIMEOUT);
    }
  }

  @Test
  void countsAServersErrorByItsStatus() throws Exception {
    allFailedAs(
        against(socket -> {
          readRequest(socket);
          say(socket, "HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }),
        Kind.STATUS_5XX);
  }

  @Test
  void countsAnAnswerToAnotherRequestAsWrong() throws Exception {
    allFailedAs(
        against(socket -> {
          readRequest(socket);
          say(socket, "HTTP/1.1 200 OK\r\nX-Path: /other\r\nContent-Length: 0\r\n\r\n");
        }),
        Kind.WRONG);
  }

  @Test
  void countsAKeptConnectionThatClosesInsteadOfAnsweringAsClosed() throws Exception {
    Manner once =
        socket -> {
          InputStream in = socket.getInputStream();
          HttpWire wire = new HttpWire(in);
          if (wire.readHead().isPresent()) {
            say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            wire.readHead();
          }
        };
    try (Server server = new Server(once)) {
      LoadResult result = run(order(server.port()).mixed(0, 100));
      assertThat(result.failures()).containsOnlyKeys(Kind.CLOSED);
      assertThat(result.failed()).isBetween(5L, 10L);
      assertThat(result.samples()).allMatch(LoadResult.Sample::kept);
    }
  }

  @Test
  void sendsWhenARequestIsDueEvenIfEarlierOnesHang() throws Exception {
    LoadResult result =
        against(socket -> {
          readRequest(socket);
          Thread.sleep(Duration.ofSeconds(1));
          say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
    assertThat(result.sent()).isEqualTo(20);
    assertThat(result.time())
        .as("one after the other it were 20 s")
        .isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void stopEndsARunThatHasNoEnd() throws Exception {
    try (Server server =
        new Server(socket -> {
          readRequest(socket);
          say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        })) {
      LoadRun run = load.start(order(server.port()).lasting(Duration.ZERO));
      org.awaitility.Awaitility.await().until(() -> run.soFar().sent() > 5);
      LoadResult last = run.stop();
      assertThat(last.failed()).isZero();
      assertThat(run.soFar()).isEqualTo(last);
    }
  }

  @Test
  void readsRanksFromItsBucketsWithinTwoPercent() {
    Histogram histogram = new Histogram();
    for (int i = 1; i <= 1000; i++) {
      histogram.record(i * 1_000_000L);
    }
    LoadResult.Latency latency = histogram.read();
    assertThat(latency.p50().toNanos() / 500e6).isBetween(1.0, 1.02);
    assertThat(latency.p99().toNanos() / 990e6).isBetween(1.0, 1.02);
    assertThat(new Histogram().read().max()).isZero();
  }
}
