package pointsman.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;
import pointsman.port.GuardStore;
import pointsman.port.Journal;

/// Freezes and the lock as two programs on one home see them, and what the journal says of them.
final class SqliteGuardsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:20:09.125Z");
  private static final Unlock OPEN =
      new Unlock(NOW, NOW.plusSeconds(1800), new Why("ticket 12"), "ana@desk");

  @TempDir Path home;
  private Database desk;
  private Database laptop;
  private GuardStore ours;
  private GuardStore theirs;

  @BeforeEach
  void open() throws Exception {
    desk = Database.open(home);
    laptop = Database.open(home);
    ours = new SqliteGuards(desk);
    theirs = new SqliteGuards(laptop);
  }

  @AfterEach
  void close() {
    desk.close();
    laptop.close();
  }

  private static Freeze freeze(String name, int from, String... only) {
    return new Freeze(
        new Name(name),
        NOW.plusSeconds(from),
        NOW.plusSeconds(from + 60),
        Set.copyOf(List.of(only).stream().map(Name::new).toList()),
        new Why("it's busy; really"),
        "ana@desk",
        NOW);
  }

  private List<Journal.Change> journal() throws FailureException {
    return new SqliteJournal(desk).changes(20);
  }

  @Test
  void whatOneProgramFreezesTheOtherSees() throws Exception {
    Freeze late = freeze("late", 60);
    Freeze early = freeze("early", 0, "shop-web", "shop");
    ours.add(late);
    ours.add(early);

    assertThat(theirs.freezes()).containsExactly(early, late);

    theirs.remove(new Name("early"), "bob@lap", "all done", NOW.plusSeconds(5));
    assertThat(ours.freezes()).containsExactly(late);
    assertThat(journal().getFirst())
        .isEqualTo(
            new Journal.Change(
                NOW.plusSeconds(5),
                "bob@lap",
                "freeze early",
                "all done",
                NOW + " until " + NOW.plusSeconds(60) + ", only shop shop-web",
                ""));
  }

  @Test
  void aNameIsTakenOnceAndAnUnknownOneIsNamed() throws Exception {
    ours.add(freeze("xmas", 0));

    assertThat(failure(() -> theirs.add(freeze("xmas", 99)))).isInstanceOf(Failure.BadInput.class);
    assertThat(failure(() -> theirs.remove(new Name("easter"), "bob", "", NOW)))
        .isEqualTo(new Failure.NotFound("freeze", "easter", List.of("xmas")));
    assertThat(journal()).hasSize(1);
  }

  private static Failure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
    return catchThrowableOfType(FailureException.class, work).failure();
  }

  @Test
  void theLockIsOneForAllPrograms() throws Exception {
    assertThat(theirs.findUnlock()).isEmpty();
    ours.unlock(OPEN);
    assertThat(theirs.findUnlock()).contains(OPEN);

    Unlock longer = new Unlock(NOW.plusSeconds(9), NOW.plusSeconds(99), new Why("more"), "bob");
    theirs.unlock(longer);
    assertThat(ours.findUnlock()).contains(longer);

    assertThat(ours.lock("ana@desk", NOW.plusSeconds(20))).isTrue();
    assertThat(theirs.findUnlock()).isEmpty();
    assertThat(theirs.lock("bob", NOW.plusSeconds(21))).as("was closed already").isFalse();
    assertThat(journal())
        .extracting(Journal.Change::what, Journal.Change::why, Journal.Change::operator)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("lock", "", "ana@desk"),
            org.assertj.core.groups.Tuple.tuple("unlock", "more", "bob"),
            org.assertj.core.groups.Tuple.tuple("unlock", "ticket 12", "ana@desk"));
  }

  @Test
  void whoeverOverridesAFreezeStandsInTheJournal() throws Exception {
    ours.overridden(new Name("xmas"), "This changes 3 nodes", "bob", new Why("outage"), NOW);

    assertThat(journal())
        .containsExactly(
            new Journal.Change(
                NOW, "bob", "freeze xmas overridden", "outage", "", "This changes 3 nodes"));
  }

  @Test
  void ofTwoWhoTakeANameAtOnceOneGetsIt() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 20; round++) {
        CyclicBarrier start = new CyclicBarrier(2);
        Freeze freeze = freeze("round-" + round, 0);
        List<Callable<Boolean>> both =
            List.of(ours, theirs).stream()
                .<Callable<Boolean>>map(store ->
                    () -> {
                      start.await();
                      store.add(freeze);
                      return true;
                    })
                .toList();
        int added = 0;
        for (Future<Boolean> end : threads.invokeAll(both)) {
          added += won(end).orElse(false) ? 1 : 0;
        }
        assertThat(added).isEqualTo(1);
      }
    }
    assertThat(journal()).hasSize(20);
  }

  private static Optional<Boolean> won(Future<Boolean> end) throws InterruptedException {
    try {
      return Optional.of(end.get());
    } catch (ExecutionException e) {
      assertThat(e).cause().isInstanceOf(FailureException.class);
      return Optional.empty();
    }
  }
}
