package pointsman.store;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.store.Traffic.NOW;
import static pointsman.store.Traffic.WATCHING;
import static pointsman.store.Traffic.canary;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;
import pointsman.port.TrafficStore.Asked;
import pointsman.port.TrafficStore.RolloutEntry;

/// Two programs on one home, both at once.
final class TwoProgramsTest {
  private static final int ROUNDS = 40;

  @TempDir Path home;
  private final List<Database> databases = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @BeforeEach
  void open() throws Exception {
    databases.add(Database.open(home));
    databases.add(Database.open(home));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    databases.forEach(Database::close);
  }

  private TrafficStore store(int program) {
    return Traffic.store(databases.get(program));
  }

  /// What one of the programs does.
  private interface Work<T> {
    T in(TrafficStore traffic, String program) throws Exception;
  }

  private <T> List<Future<T>> both(Work<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Callable<T>> calls =
        IntStream.range(0, 2)
            .<Callable<T>>mapToObj(program ->
                () -> {
                  TrafficStore traffic = store(program);
                  start.await();
                  return work.in(traffic, "desk " + program);
                })
            .toList();
    return threads.invokeAll(calls);
  }

  /// The one that went; the other was refused by this guard.
  private static <T> T oneWins(List<Future<T>> ends, String guard) throws Exception {
    List<T> won = new ArrayList<>();
    for (Future<T> end : ends) {
      try {
        won.add(end.get());
      } catch (ExecutionException e) {
        assertThat(e)
            .cause()
            .isInstanceOfSatisfying(
                FailureException.class,
                refused ->
                    assertThat(refused.failure())
                        .isInstanceOfSatisfying(
                            Failure.Refused.class,
                            failure -> assertThat(failure.guard()).isEqualTo(guard)));
      }
    }
    assertThat(won).hasSize(1);
    return won.getFirst();
  }

  @Test
  void oneOfThemBegins() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Rollout rollout = canary("pool-" + round);
      RolloutEntry won =
          oneWins(
              both((traffic, program) -> traffic.begin(rollout, program, program, "", NOW)),
              "one rollout a pool");
      assertThat(store(0).find(rollout.pool())).contains(won);
      assertThat(store(1).open()).hasSize(round + 1);
    }
  }

  @Test
  void oneOfThemOwns() throws Exception {
    RolloutEntry entry = store(0).begin(canary("shop"), "desk gone", "ana", "", NOW);
    Duration valid = Duration.ofSeconds(1);
    for (int round = 1; round <= ROUNDS; round++) {
      var now = NOW.plus(TrafficStore.OWNED.multipliedBy(round));
      int owners = 0;
      for (Future<Boolean> end :
          both((traffic, program) -> traffic.own(entry.id(), program, now, valid))) {
        owners += end.get() ? 1 : 0;
      }
      assertThat(owners).isEqualTo(1);
    }
  }

  @Test
  void oneOfThemSteps() throws Exception {
    RolloutEntry entry = store(0).begin(canary("shop"), "desk 0", "ana", "", NOW);
    Rollout rollout = entry.rollout();
    for (int round = 0; round < ROUNDS; round++) {
      Rollout now = rollout;
      RolloutState next = now.state().equals(WATCHING) ? new RolloutState.Shifting(1, 0) : WATCHING;
      oneWins(
          both((traffic, program) -> {
            traffic.move(entry.id(), now, now.in(next), "step", program, NOW);
            return program;
          }),
          "rollout");
      rollout = now.in(next);
    }
    assertThat(store(1).find(new Name("shop"))).map(RolloutEntry::rollout).contains(rollout);
    assertThat(store(1).history(entry.id())).hasSize(1 + ROUNDS);
  }

  @Test
  void noWishIsLostOrTakenTwice() throws Exception {
    RolloutEntry entry = store(0).begin(canary("shop"), "desk 0", "ana", "", NOW);
    List<Asked> taken = new ArrayList<>();
    for (Future<List<Asked>> end :
        both((traffic, program) -> {
          List<Asked> here = new ArrayList<>();
          for (int i = 0; i < ROUNDS; i++) {
            traffic.append(entry.id(), new RolloutEvent.Hold(program + " " + i), NOW);
            here.addAll(traffic.takeWishes(entry.id(), "desk 0"));
          }
          return here;
        })) {
      taken.addAll(end.get());
    }
    assertThat(taken).hasSize(2 * ROUNDS).doesNotHaveDuplicates();
  }
}
