package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.ui.fx.Logged;

final class FollowingTest {
  private static final Duration SOON = Duration.ofMillis(1);

  private static FailureException full() {
    return new FailureException(
        new Failure.LocalFile("pointsman.db", "the disk is full", "Make room."));
  }

  @Test
  void aTroubleIsToldOnceAndDoesNotEndIt() {
    AtomicInteger looks = new AtomicInteger();
    try (Logged logged = new Logged(Following.class);
        Following _ =
            new Following(
                    "the inventory",
                    () -> {
                      if (looks.incrementAndGet() < 5) {
                        throw full();
                      }
                    },
                    SOON)
                .start()) {
      await().until(() -> looks.get() > 7);

      assertThat(logged.lines())
          .containsExactly("ERROR the inventory cannot be read: pointsman.db: the disk is full");
    }
  }

  @Test
  void whatFailsWhileItIsTakenDownIsNoTrouble() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (Logged logged = new Logged(Following.class)) {
      Following following =
          new Following(
              "the inventory",
              () -> {
                inside.countDown();
                try {
                  Thread.sleep(Duration.ofSeconds(10));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  ended.countDown();
                }
                throw full();
              },
              SOON);
      Thread thread = following.start().thread();
      inside.await();
      following.close();
      ended.await();
      thread.join();

      assertThat(logged.lines()).isEmpty();
    }
  }
}
