package pointsman.engine.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;

/// Every state against every event: the table is the contract.
class RolloutMachineTest {
  private static final String HOME = "returning +shift 0 off";

  /// Columns: seated, seated home, refused, refused home, apart, apart home, kept, passed, unknown,
  /// promote, hold, resume, back, abort, retry, undo, accept, lease, taken over; asked right after
  /// the state began. `R` is a refusal, `H` the way home.
  private static final String TABLE =
      """
      first shift    | - | - | - | - | - | - | - | H | - | R | R | R | R | H | R | R | R | H | shifting -1>0 +shift 100
      shift          | watching 1 | - | held 0 | - | parted stage | - | - | H | - | R | R | R | R | H | R | R | R | H | shifting 0>1 +shift 5000
      last shift     | - | - | - | - | - | - | - | H | - | R | R | R | R | H | R | R | R | H | shifting 1>2 +shift 10000
      watching       | watching 1 | - | held 1 | - | parted stage | - | - | H | - | shifting 1>2 +shift 10000 | held 1 | R | shifting 1>0 +shift 100 | H | watching 1 +shift 5000 | R | R | H | watching 1
      watching first | - | - | - | - | - | - | - | H | - | shifting 0>1 +shift 5000 | held 0 | R | R | H | watching 0 +shift 100 | R | R | H | watching 0
      held           | held 1 | - | held 1 | - | parted stage | - | - | H | - | shifting 1>2 +shift 10000 | R | watching 1 | shifting 1>0 +shift 100 | H | held 1 +shift 5000 | R | R | H | -
      returning      | - | back +live blue +endlease | - | parted home | - | parted home | - | - | - | R | R | R | R | - | R | R | R | - | H
      parted         | - | - | - | - | - | - | - | H | - | R | R | R | R | H | shifting 0>1 +shift 5000 | shifting 0>0 +shift 100 | held 1 | H | -
      parted again   | - | - | - | - | - | - | - | H | - | R | R | R | R | H | shifting 1>1 +shift 5000 | shifting 1>0 +shift 100 | held 1 | H | -
      parted first   | - | - | - | - | - | - | - | H | - | R | R | R | R | H | shifting -1>0 +shift 100 | H | held 0 | H | -
      parted home    | - | - | - | - | - | - | - | - | - | R | R | R | R | H | H | R | R | H | -
      parted last    | - | - | - | - | - | - | - | H | - | R | R | R | R | H | shifting 1>2 +shift 10000 | shifting 1>1 +shift 5000 | held 2 | H | -
      watching last  | - | - | - | - | - | - | - | H | - | net +live green +endlease | held 2 | R | shifting 2>1 +shift 5000 | H | watching 2 +shift 10000 | R | R | H | watching 2
      held last      | - | - | - | - | - | - | - | H | - | net +live green +endlease | R | watching 2 | shifting 2>1 +shift 5000 | H | held 2 +shift 10000 | R | R | H | -
      net            | net | net | net | net | net | net | - | H | - | R | R | R | R | H | net +shift 10000 | R | R | H | -
      ended          | - | - | - | - | - | - | - | - | - | R | R | R | R | R | R | R | R | - | -
      """;

  static Stream<List<String>> rows() {
    return TABLE.lines().map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answersEveryEventInEveryState(List<String> row) {
    RolloutState state = Rollouts.state(row.getFirst());
    Map<String, String> seen = new LinkedHashMap<>();
    Map<String, String> wanted = new LinkedHashMap<>();
    List<String> events = new ArrayList<>(Rollouts.events().keySet());
    assertThat(row).hasSize(events.size() + 1);
    for (int i = 0; i < events.size(); i++) {
      String event = events.get(i);
      wanted.put(
          event,
          switch (row.get(i + 1)) {
            case "R" -> "refuse";
            case "H" -> HOME;
            default -> row.get(i + 1);
          });
      seen.put(event, decide(state, Rollouts.event(event), Rollouts.BEGAN));
    }
    assertThat(seen).isEqualTo(wanted);
  }

  @Test
  void theTableHasEveryState() {
    assertThat(rows().map(List::getFirst)).containsExactlyElementsOf(Rollouts.states().keySet());
  }

  @Test
  void goesOnByItselfWhenTheBakeIsOverAndEveryGateIsKnownToBeKept() {
    RolloutState watching = new RolloutState.Watching(0, Rollouts.BEGAN);
    RolloutEvent kept = Rollouts.event("kept");
    assertThat(decide(watching, kept, Rollouts.BAKED.minusMillis(1))).isEqualTo("-");
    assertThat(decide(watching, kept, Rollouts.BAKED)).isEqualTo("shifting 0>1 +shift 5000");
  }

  @Test
  void neverGoesOnByWhatIsNotKnown() {
    RolloutState watching = new RolloutState.Watching(0, Rollouts.BEGAN);
    RolloutEvent unknown = new RolloutEvent.Tick(new GateReading.Unknown("no request yet"));
    assertThat(decide(watching, unknown, Rollouts.BAKED.plusSeconds(86_400))).isEqualTo("-");
  }

  @Test
  void theCandidateIsLiveOnlyWhenEveryNodeCarriesAllOfIt() {
    RolloutState last = new RolloutState.Shifting(2, 1);
    RolloutEvent seated = new RolloutEvent.Seated(new RolloutState.Target.ToStage(2));
    assertThat(decide(last, seated, Rollouts.BEGAN)).isEqualTo("net +live green +endlease");
  }

  @Test
  void aNodeThatRefusesTheFirstStageEndsItWithNothingChanged() {
    RolloutState first = new RolloutState.Shifting(0, -1);
    RolloutEvent refused =
        new RolloutEvent.Refused(new RolloutState.Target.ToStage(0), Rollouts.BEHIND, "disk full");
    assertThat(decide(first, refused, Rollouts.BEGAN)).isEqualTo("never +endlease");
  }

  /// As by hand on a node: what is live is sent again as it is commanded, without a candidate.
  @Test
  void behindTheSafetyNetTheNodesAreSentWhatIsLiveAndItsTimeRunsOn() {
    Instant later = Rollouts.BEGAN.plus(Duration.ofHours(3));
    RolloutState net = Rollouts.state("net");
    RolloutState.Target all = new RolloutState.Target.ToStage(2);
    assertThat(RolloutMachine.decide(Rollouts.in(net), Rollouts.event("retry"), later))
        .isEqualTo(
            new Decision.Go(
                net, List.of(new Effect.Shift(all, Rollouts.in(net).splitAt(2).promoted()))));
    for (RolloutEvent outcome :
        List.of(
            new RolloutEvent.Seated(all),
            new RolloutEvent.Refused(all, Rollouts.BEHIND, "disk full"),
            new RolloutEvent.CameApart(all, Rollouts.BEHIND, "link cut"))) {
      assertThat(RolloutMachine.decide(Rollouts.in(net), outcome, later))
          .as("%s is written down", outcome)
          .isEqualTo(new Decision.Go(net, List.of()));
    }
  }

  /// A split that was accepted at the last stage stands there.
  @Test
  void atTheLastStageTheWayOnIsThePromotion() {
    RolloutState watching = Rollouts.state("watching last");
    RolloutEvent kept = Rollouts.event("kept");
    assertThat(decide(watching, kept, Rollouts.BAKED.minusMillis(1))).isEqualTo("-");
    assertThat(decide(watching, kept, Rollouts.BAKED)).isEqualTo("net +live green +endlease");
  }

  @Test
  void theSafetyNetEndsAfterItsTime() {
    Instant until = Rollouts.BEGAN.plus(Duration.ofHours(24));
    RolloutState net = new RolloutState.SafetyNet(Rollouts.BEGAN, until);
    RolloutEvent kept = Rollouts.event("kept");
    assertThat(decide(net, kept, until.minusMillis(1))).isEqualTo("-");
    assertThat(decide(net, kept, until)).isEqualTo("kept");
  }

  @Test
  void afterItsWatchTheGatesNoLongerBringBackWhatIsLive() {
    RolloutState net = Rollouts.state("net");
    RolloutEvent passed = Rollouts.event("passed");
    assertThat(decide(net, passed, Rollouts.BAKED)).isEqualTo(HOME);
    assertThat(decide(net, passed, Rollouts.BAKED.plusMillis(1))).isEqualTo("-");
  }

  @Test
  void heldTimeIsNotWatchedTime() {
    RolloutState held = Rollouts.state("held");
    Instant later = Rollouts.BEGAN.plus(Duration.ofHours(3));
    Decision resumed = RolloutMachine.decide(Rollouts.in(held), Rollouts.event("resume"), later);
    assertThat(resumed)
        .isEqualTo(
            new Decision.Go(
                new RolloutState.Watching(1, later.minus(Duration.ofMinutes(4))), List.of()));
  }

  @Test
  void timeThatNobodyWatchedDoesNotCount() {
    Instant later = Rollouts.BEGAN.plus(Duration.ofHours(3));
    Decision decision =
        RolloutMachine.decide(
            Rollouts.in(new RolloutState.Watching(1, Rollouts.BEGAN)),
            Rollouts.event("taken over"),
            later);
    assertThat(decision).isEqualTo(new Decision.Go(new RolloutState.Watching(1, later), List.of()));
  }

  private static String decide(RolloutState state, RolloutEvent event, Instant now) {
    return Rollouts.words(RolloutMachine.decide(Rollouts.in(state), event, now));
  }
}
