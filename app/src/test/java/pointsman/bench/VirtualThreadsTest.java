package pointsman.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// The count behind `bench poll`'s "grown": a leak of threads must show in it.
final class VirtualThreadsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void thoseThatBeganAndHaveNotEndedAreCounted() throws InterruptedException {
    CountDownLatch ofBefore = new CountDownLatch(1);
    Thread before = Thread.startVirtualThread(() -> wait(ofBefore));
    try (VirtualThreads threads = new VirtualThreads()) {
      CountDownLatch some = new CountDownLatch(1);
      CountDownLatch others = new CountDownLatch(1);
      List<Thread> begun = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        begun.add(Thread.startVirtualThread(() -> wait(some)));
      }
      for (int i = 0; i < 12; i++) {
        begun.add(Thread.startVirtualThread(() -> wait(others)));
      }
      await().atMost(SOON).untilAsserted(() -> assertThat(threads.count()).isEqualTo(42));
      some.countDown();
      ofBefore.countDown();
      before.join();
      await().atMost(SOON).untilAsserted(() -> assertThat(threads.count()).isEqualTo(12));
      others.countDown();
      for (Thread each : begun) {
        each.join();
      }
      await().atMost(SOON).untilAsserted(() -> assertThat(threads.count()).isZero());
    }
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
