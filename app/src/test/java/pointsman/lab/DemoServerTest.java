package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.LoadRun;

final class DemoServerTest {
  private final HttpLoad tool = new HttpLoad(Clock.systemUTC());

  /// An address of this process's own, off the ranges of labs: nothing else listens there, and no
  /// outgoing connection takes a port of it.
  private static final String ADDRESS = address(ProcessHandle.current().pid());

  private static String address(long pid) {
    return "127.255." + (pid >> 8 & 0xff) + "." + Math.max(1, pid & 0xff);
  }

  private static DemoServer demo() throws IOException {
    DemoServer server =
        new DemoServer(new DemoPlace("shop-web", "blue", "b1", "1.0", ADDRESS, 7001, false));
    server.up();
    return server;
  }

  private LoadResult send(int port, int rate, Duration time) throws InterruptedException {
    return send(order(port, rate, time));
  }

  private static LoadOrder order(int port, int rate, Duration time) {
    return LoadOrder.of(List.of(new LoadOrder.Target("t", ADDRESS, port)), rate)
        .lasting(time)
        .within(Duration.ofSeconds(20))
        .to(List.of("/", "/api/x?y=1"));
  }

  private LoadResult send(LoadOrder order) throws InterruptedException {
    try (LoadRun run = tool.start(order)) {
      return run.await();
    }
  }

  @Test
  void answersEveryRequestAndSaysWhoItIs() throws Exception {
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
  void answersAtItsSecondPortToo() throws Exception {
    DemoServer server = demo();
    LoadResult result = send(server.place().port() + DemoPlace.SECOND, 50, Duration.ofMillis(200));
    assertThat(result.failed()).isZero();
    assertThat(result.sent()).isEqualTo(10);
    server.down();
  }

  @Test
  void failsAsOftenAsItIsTold() throws Exception {
    DemoServer server = demo();
    server.errors(10_000);
    LoadResult result = send(server.place().port(), 100, Duration.ofMillis(500));
    assertThat(result.failures()).isEqualTo(Map.of(LoadResult.Kind.STATUS_5XX, result.sent()));
    server.down();
  }

  @Test
  void isAsSlowAsItIsTold() throws Exception {
    DemoServer server = demo();
    server.delay(100);
    LoadResult slow = send(server.place().port(), 50, Duration.ofMillis(400));
    assertThat(slow.failed()).isZero();
    assertThat(slow.latency().p50()).isGreaterThanOrEqualTo(Duration.ofMillis(98));
    server.delay(3000);
    LoadResult stuck =
        send(
            order(server.place().port(), 20, Duration.ofMillis(200))
                .within(Duration.ofMillis(800)));
    assertThat(stuck.failures()).isEqualTo(Map.of(LoadResult.Kind.TIMEOUT, stuck.sent()));
    server.down();
  }

  @Test
  void isReachedAgainWhenItComesBack() throws Exception {
    DemoServer server = demo();
    server.down();
    server.up();
    assertThat(send(server.place().port(), 50, Duration.ofMillis(200)).failed()).isZero();
    server.down();
  }
}
