package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.LoadRun;

final class LoadToolTest {
  private final HttpLoad tool = new HttpLoad(Clock.systemUTC());

  private static DemoServer demo() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress("127.0.0.1", 0));
      port = free.getLocalPort();
    }
    int own = port > 60_000 ? port - 5000 : port;
    DemoServer server =
        new DemoServer(new DemoPlace("shop-web", "blue", "b1", "1.0", "127.0.0.1", own, false));
    server.up();
    return server;
  }

  private LoadResult send(int port, int rate, Duration time) throws InterruptedException {
    LoadOrder order =
        LoadOrder.of(List.of(new LoadOrder.Target("t", "127.0.0.1", port)), rate)
            .lasting(time)
            .within(Duration.ofMillis(800))
            .to(List.of("/", "/api/x?y=1"));
    try (LoadRun run = tool.start(order)) {
      return run.await();
    }
  }

  @Test
  void everyRequestOfAHealthyServerIsCountedOnceAndRight() throws Exception {
    DemoServer server = demo();
    LoadResult result = send(server.place().port(), 400, Duration.ofSeconds(1));
    assertThat(result.sent() + result.unsent()).isEqualTo(400);
    assertThat(result.samples()).isEmpty();
    assertThat(result.failed()).isZero();
    assertThat(result.lanes())
        .isEqualTo(Map.of("shop-web/blue", new LoadResult.Count(result.sent(), 0)));
    assertThat(server.line()).contains("requests=" + result.sent() + " ");
    assertThat(result.latency().p50()).isPositive();
    assertThat(result.latency().p99()).isGreaterThanOrEqualTo(result.latency().p50());
    server.down();
  }

  @Test
  void theSecondPortAnswersToo() throws Exception {
    DemoServer server = demo();
    LoadResult result =
        send(server.place().port() + DemoPlace.SECOND, 50, Duration.ofMillis(200));
    assertThat(result.failed()).isZero();
    assertThat(result.sent()).isEqualTo(10);
    server.down();
  }

  @Test
  void errorsOfTheServerAreCountedAsSuch() throws Exception {
    DemoServer server = demo();
    server.errors(10_000);
    LoadResult result = send(server.place().port(), 100, Duration.ofMillis(500));
    assertThat(result.failures()).isEqualTo(Map.of(LoadResult.Kind.STATUS_5XX, result.sent()));
    server.down();
  }

  @Test
  void slownessIsMeasuredAndTooMuchOfItTimesOut() throws Exception {
    DemoServer server = demo();
    server.delay(100);
    LoadResult slow = send(server.place().port(), 50, Duration.ofMillis(400));
    assertThat(slow.failed()).isZero();
    assertThat(slow.latency().p50()).isGreaterThanOrEqualTo(Duration.ofMillis(98));
    server.delay(3000);
    LoadResult stuck = send(server.place().port(), 20, Duration.ofMillis(200));
    assertThat(stuck.failures()).isEqualTo(Map.of(LoadResult.Kind.TIMEOUT, stuck.sent()));
    server.down();
  }

  @Test
  void refusedConnectionsAreCounted() throws Exception {
    DemoServer server = demo();
    server.down();
    LoadResult result = send(server.place().port(), 50, Duration.ofMillis(200));
    assertThat(result.failures()).isEqualTo(Map.of(LoadResult.Kind.CONNECT, result.sent()));
  }

  @Test
  void aServerThatComesBackIsReachedAgain() throws Exception {
    DemoServer server = demo();
    server.down();
    server.up();
    assertThat(send(server.place().port(), 50, Duration.ofMillis(200)).failed()).isZero();
    server.down();
  }

  @Test
  void cutAndResetAnswersAreCountedByKind() throws Exception {
    assertThat(answering("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this", false))
        .containsOnlyKeys(LoadResult.Kind.SHORT);
    assertThat(answering("HTTP/1.1 2", true)).containsOnlyKeys(LoadResult.Kind.RESET);
    assertThat(answering("SSH-2.0-OpenSSH\r\n\r\n", false))
        .containsOnlyKeys(LoadResult.Kind.WRONG);
    assertThat(
            answering("HTTP/1.1 200 OK\r\nX-Path: /another\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", false))
        .containsOnlyKeys(LoadResult.Kind.WRONG);
  }

  private Map<LoadResult.Kind, Long> answering(String text, boolean reset) throws Exception {
    try (ServerSocket listener = new ServerSocket()) {
      listener.bind(new InetSocketAddress("127.0.0.1", 0));
      Thread.ofVirtual().start(() -> answerAll(listener, text, reset));
      LoadResult result = send(listener.getLocalPort(), 40, Duration.ofMillis(250));
      assertThat(result.failed()).isEqualTo(result.sent()).isPositive();
      return result.failures();
    }
  }

  private static void answerAll(ServerSocket listener, String text, boolean reset) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        HttpWire wire = new HttpWire(socket.getInputStream());
        HttpWire.Head head = wire.readHead().orElseThrow();
        wire.skip(head.length().orElse(0L));
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        if (reset) {
          socket.setSoLinger(true, 0);
        }
      } catch (IOException _) {
        // closed when the test is over
      }
    }
  }
}
