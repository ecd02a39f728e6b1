package pointsman.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecomputeTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<Runnable> background = new CopyOnWriteArrayList<>();
  private final List<Integer> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();

  private Recompute<Integer> every(Duration pace) {
    return new Recompute<>(
        looks::incrementAndGet, seen::add, pace, new Threads(background::add, Runnable::run));
  }

  private void runAll() {
    List<Runnable> now = List.copyOf(background);
    background.clear();
    now.forEach(Runnable::run);
  }

  @Test
  void whatIsAskedForMeanwhileIsOneMorePictureAPaceLater() {
    Recompute<Integer> picture = every(Duration.ofMillis(1));
    picture.request();
    picture.request();
    picture.request();
    runAll();
    assertThat(seen).containsExactly(1);

    await().until(() -> !background.isEmpty());
    runAll();
    assertThat(seen).containsExactly(1, 2);
    assertThat(background).isEmpty();
  }

  @Test
  void whoHurriesWaitsForNoPace() {
    Recompute<Integer> picture = every(LONG);
    picture.request();
    picture.request();
    runAll();
    assertThat(seen).as("the second waits for the pace").containsExactly(1);

    picture.hurry();
    runAll();
    assertThat(seen).containsExactly(1, 2);
  }

  @Test
  void whoHurriesWhileAPictureIsMadeGetsTheNextAtOnce() {
    Recompute<Integer> picture = every(LONG);
    picture.request();
    picture.request();
    picture.hurry();
    runAll();
    runAll();
    assertThat(seen).containsExactly(1, 2);
    assertThat(background).isEmpty();

    picture.request();
    runAll();
    assertThat(seen).as("at rest again").containsExactly(1, 2, 3);
  }
}
