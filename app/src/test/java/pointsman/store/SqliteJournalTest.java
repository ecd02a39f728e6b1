package pointsman.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

/// What the journal keeps of runs.
final class SqliteJournalTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:20:09Z");
  private static final Name ONE = new Name("edge-1");
  private static final Name TWO = new Name("edge-2");
  private static final ReleaseId NEW = new ReleaseId("20261123T142009Z-7c1e09ab");
  private static final ReleaseId OLD = new ReleaseId("20261122T142009Z-00000001");

  @TempDir Path home;
  private Database database;
  private Journal journal;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(home);
    journal = new SqliteJournal(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private String begin(String purpose) throws Exception {
    return journal.begin(
        purpose, "ana@desk", "ticket 12", NOW, Map.of(ONE, NEW, TWO, NEW), Map.of(ONE, OLD));
  }

  @Test
  void theLatestRunOfANodeIsTheOneThatItWasIn() throws Exception {
    begin("deploy shop");
    String both = begin("deploy web");
    journal.begin("deploy edge-1", "ana@desk", "", NOW, Map.of(ONE, OLD), Map.of(ONE, NEW));

    Journal.Run one = journal.latest(ONE).orElseThrow();
    Journal.Run two = journal.latest(TWO).orElseThrow();

    assertThat(one.purpose()).isEqualTo("deploy edge-1");
    assertThat(one.nodes()).extracting(Journal.RunNode::release).containsExactly(OLD);
    assertThat(two.id()).isEqualTo(both);
    assertThat(two.nodes()).extracting(Journal.RunNode::node).containsExactly(TWO);
    assertThat(journal.latest(new Name("edge-3"))).isEmpty();
  }

  @Test
  void theLastReleaseIsTheLastByItsIdOfAllThatAnyRunWasToDeploy() throws Exception {
    assertThat(journal.lastRelease(NEW)).isEmpty();
    begin("deploy shop");
    journal.begin("deploy edge-1", "ana@desk", "", NOW, Map.of(ONE, OLD), Map.of(ONE, NEW));

    assertThat(journal.lastRelease(new ReleaseId("20261123T142010Z-00000000"))).hasValue(NEW);
    assertThat(journal.lastRelease(NEW)).hasValue(OLD);
    assertThat(journal.lastRelease(OLD)).isEmpty();
  }

  @Test
  void keepsAStepBeforeItIsTakenAndShowsARunThatNeverEnded() throws Exception {
    String run = begin("deploy shop");
    journal.step(run, ONE, Phase.COMMITTING, "", NOW);
    database.close();
    database = Database.open(home);
    journal = new SqliteJournal(database);

    Journal.Run seen = journal.runs(10).getFirst();

    assertThat(seen.id()).isEqualTo(run);
    assertThat(seen.purpose()).isEqualTo("deploy shop");
    assertThat(seen.reason()).isEqualTo("ticket 12");
    assertThat(seen.ended()).isEmpty();
    assertThat(node(seen, ONE))
        .isEqualTo(
            new Journal.RunNode(
                ONE,
                NEW,
                Optional.of(OLD),
                Phase.COMMITTING,
                Optional.empty(),
                Optional.empty(),
                ""));
    assertThat(node(seen, TWO).previous()).isEmpty();
    assertThat(node(seen, TWO).phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void aStepThatChangesNoNodeIsWrittenDownAMomentLater() throws Exception {
    String run = begin("deploy shop");
    journal.step(run, ONE, Phase.CHECKING, "", NOW);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> node(journal.runs(1).getFirst(), ONE).phase() == Phase.CHECKING);
  }

  @Test
  void aStepThatChangesANodeTakesThoseBeforeItAlong() throws Exception {
    String run = begin("deploy shop");
    journal.step(run, TWO, Phase.VERIFYING, "", NOW);
    journal.step(run, ONE, Phase.VERIFYING, "", NOW);
    journal.step(run, ONE, Phase.CONFIRMING, "", NOW);

    Journal.Run seen = journal.runs(1).getFirst();
    assertThat(node(seen, ONE).phase()).isEqualTo(Phase.CONFIRMING);
    assertThat(node(seen, TWO).phase()).isEqualTo(Phase.VERIFYING);
  }

  @Test
  void theEndOfARunIsWrittenAfterItsLastSteps() throws Exception {
    String run = begin("deploy shop");
    journal.step(run, ONE, Phase.ENDED, "the reason of the step", NOW);
    journal.end(
        new DeployResult(
            run,
            List.of(
                new NodeResult(
                    ONE, NodeResult.End.UNTOUCHED, Optional.of(OLD), Optional.empty(), List.of())),
            Duration.ZERO),
        NOW);

    Journal.RunNode seen = node(journal.runs(1).getFirst(), ONE);
    assertThat(seen.phase()).isEqualTo(Phase.ENDED);
    assertThat(seen.note()).as("the end's own, not the step's").isEmpty();
  }

  @Test
  void endsARunWithEveryNodesEndAndReason() throws Exception {
    String run = begin("deploy");
    journal.end(
        new DeployResult(
            run,
            List.of(
                new NodeResult(
                    ONE, NodeResult.End.DONE, Optional.of(NEW), Optional.empty(), List.of()),
                new NodeResult(
                    TWO,
                    NodeResult.End.UNKNOWN,
                    Optional.empty(),
                    Optional.of(new Failure.Unreachable(TWO, "no route")),
                    List.of())),
            Duration.ofSeconds(3)),
        NOW.plusSeconds(3));

    Journal.Run seen = journal.runs(10).getFirst();

    assertThat(seen.ended()).contains(NOW.plusSeconds(3));
    assertThat(node(seen, ONE).end()).contains(NodeResult.End.DONE);
    assertThat(node(seen, TWO).end()).contains(NodeResult.End.UNKNOWN);
    assertThat(node(seen, TWO).note()).contains("no route");
    assertThat(node(seen, ONE).seen()).contains(NEW);
    assertThat(node(seen, TWO).seen()).isEmpty();
  }

  @Test
  void listsTheLatestRunsFirstAndNoMoreThanAskedFor() throws Exception {
    begin("first");
    begin("second");
    begin("third");
    assertThat(journal.runs(2)).extracting(Journal.Run::purpose).containsExactly("third", "second");
  }

  @Test
  void listsTheRunsThatNeverSaidThatTheyEnded() throws Exception {
    begin("first");
    String second = begin("second");
    begin("third");
    journal.end(new DeployResult(second, List.of(), Duration.ZERO), NOW.plusSeconds(1));

    assertThat(journal.openRuns(9))
        .extracting(Journal.Run::purpose)
        .containsExactly("third", "first");
    assertThat(journal.openRuns(1)).extracting(Journal.Run::purpose).containsExactly("third");
  }

  @Test
  void aRunBelongsToItsProgramUntilThatEndsItOrClosesItsHome() throws Exception {
    String ended = begin("first");
    String left = begin("second");
    Database another = Database.open(home);
    try {
      Journal others = new SqliteJournal(another);
      assertThat(others.claim(ended)).isEmpty();
      assertThat(journal.claim(ended)).as("nor does its own program settle it").isEmpty();

      journal.end(new DeployResult(ended, List.of(), Duration.ZERO), NOW);
      try (Journal.Claim claim = others.claim(ended).orElseThrow()) {
        assertThat(claim.ended()).as("told to one that looked before").isTrue();
      }
      database.close();
      try (Journal.Claim claim = others.claim(left).orElseThrow()) {
        assertThat(claim.ended()).isFalse();
        assertThat(others.claim(left)).as("settled by one at a time").isEmpty();
      }
      assertThat(others.claim(left)).isPresent();
    } finally {
      another.close();
    }
  }

  @Test
  void aRunsOwnEndIsTheTruthAlsoWhenItWasEndedBefore() throws Exception {
    String run = begin("deploy");
    for (NodeResult.End end : List.of(NodeResult.End.UNTOUCHED, NodeResult.End.DONE)) {
      journal.end(
          new DeployResult(
              run,
              List.of(new NodeResult(ONE, end, Optional.of(NEW), Optional.empty(), List.of())),
              Duration.ZERO),
          NOW);
    }
    assertThat(node(journal.runs(1).getFirst(), ONE).end()).contains(NodeResult.End.DONE);
  }

  @Test
  void refusesToWriteDownAStepOfARunThatItDoesNotKnow() {
    for (String run : List.of("r99", "nonsense", "")) {
      assertThatThrownBy(() -> journal.step(run, ONE, Phase.COMMITTING, "", NOW))
          .isInstanceOf(FailureException.class);
    }
  }

  private static Journal.RunNode node(Journal.Run run, Name name) {
    return run.nodes().stream().filter(each -> each.node().equals(name)).findFirst().orElseThrow();
  }
}
