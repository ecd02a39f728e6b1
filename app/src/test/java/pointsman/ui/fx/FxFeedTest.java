package pointsman.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pointsman.feed.Feed;

class FxFeedTest {
  private final Feed<Integer> feed = new Feed<>();
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void manyValuesBecomeOneDeliveryOfTheLatest() {
    try (FxFeed<Integer> _ = new FxFeed<>(feed, Duration.ZERO, queue::add, seen::add)) {
      for (int i = 0; i < 1000; i++) {
        feed.publish(i);
      }
      assertThat(queue).hasSize(1);
      queue.forEach(Runnable::run);
      assertThat(seen).containsExactly(999);
    }
  }

  @Test
  void theLastValueIsNeverLostWhenPaced() {
    try (FxFeed<Integer> _ = new FxFeed<>(feed, Duration.ofMillis(30), Runnable::run, seen::add)) {
      for (int i = 0; i < 100; i++) {
        feed.publish(i);
      }
      await().until(() -> seen.contains(99));
      assertThat(seen).hasSizeLessThan(20);
    }
  }

  @Test
  void nothingIsDeliveredAfterItsClose() {
    FxFeed<Integer> followed = new FxFeed<>(feed, Duration.ZERO, queue::add, seen::add);
    feed.publish(1);
    followed.close();
    queue.forEach(Runnable::run);
    feed.publish(2);

    assertThat(seen).isEmpty();
    assertThat(feed.subscriberCount()).isZero();
  }

  @Test
  void requestsDuringAComputationBecomeOneMore() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger computed = new AtomicInteger();
    try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
      Recompute<Integer> recompute =
          new Recompute<>(
              () -> {
                inside.countDown();
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return computed.incrementAndGet();
              },
              seen::add,
              Duration.ofMillis(1),
              new Threads(background, Runnable::run));
      recompute.request();
      inside.await();
      for (int i = 0; i < 50; i++) {
        recompute.request();
      }
      go.countDown();
      await().until(() -> seen.size() == 2);
      assertThat(computed).hasValue(2);
    }
  }

  @Test
  void aComputationThatFailsDoesNotStopTheNextAndSaysWhy() {
    AtomicInteger tries = new AtomicInteger();
    Recompute<Integer> recompute =
        new Recompute<>(
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
              }
              return 7;
            },
            seen::add,
            Duration.ZERO,
            Threads.direct());
    try (Logged logged = new Logged(Recompute.class)) {
      recompute.request();
      recompute.request();

      assertThat(logged.lines())
          .containsExactly(
              "ERROR a picture could not be computed: java.lang.IllegalStateException: first");
    }
    assertThat(seen).containsExactly(7);
  }
}
