package pointsman.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.value.InvalidValueException;

/// Rollouts as text, and text that is none.
class JsonRolloutTest {
  private static final String TEXT =
      "{'pool':'shop-web','live':'blue','salt':'s1','policy':{"
          + "'stages':[{'share':500,'bake':'PT15M'},{'share':10000,'bake':'PT15M'}],"
          + "'gates':{'errors':500,'minimum':20,'mean':null,'probes':3},"
          + "'lease':'PT10M','keep':'PT24H'},"
          + "'state':{'kind':'parted','to':{'kind':'to-stage','stage':1},'from':0,"
          + "'behind':['edge-2'],'why':'link cut'}}";
  private static final Rollout ROLLOUT =
      Rollout.begin(
              new Name("shop-web"),
              LaneColor.BLUE,
              new Salt("s1"),
              RolloutPolicy.staged(List.of(500, 10_000), Duration.ofMinutes(15)))
          .in(
              new RolloutState.Parted(
                  new RolloutState.Target.ToStage(1), 0, List.of(new Name("edge-2")), "link cut"));

  private final JsonRollout format = new JsonRollout();

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  // --- there and back --------------------------------------------------------------------------

  @Provide
  Arbitrary<Rollout> rollouts() {
    return AnyRollout.rollouts();
  }

  @Property
  void readsBackEveryRollout(@ForAll("rollouts") Rollout rollout) throws Exception {
    assertThat(format.readRollout(format.write(rollout), "t1")).isEqualTo(rollout);
  }

  static Set<Class<?>> states() {
    return AnyRollout.kinds(RolloutState.class).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("states")
  void readsBackEveryKindOfState(Class<? extends RolloutState> kind) throws Exception {
    for (RolloutState state : AnyRollout.of(kind, 3).sampleStream().limit(200).toList()) {
      assertThat(format.readState(format.write(state), "t1")).isEqualTo(state);
    }
  }

  static Set<Class<?>> events() {
    return AnyRollout.kinds(RolloutEvent.class).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("events")
  void readsBackWhatOperatorsAskForAndWritesNothingElse(Class<? extends RolloutEvent> kind)
      throws Exception {
    boolean asked =
        RolloutEvent.Wish.class.isAssignableFrom(kind) || kind == RolloutEvent.Abort.class;
    for (RolloutEvent event : AnyRollout.of(kind, 3).sampleStream().limit(50).toList()) {
      if (asked) {
        assertThat(format.readEvent(format.write(event), "t1")).isEqualTo(event);
      } else {
        assertThatThrownBy(() -> format.write(event)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  // --- the names that stand in homes -----------------------------------------------------------

  @Test
  void writesARolloutWithNamesThatNeverChange() throws Exception {
    assertThat(format.write(ROLLOUT)).isEqualTo(quoted(TEXT));
    assertThat(format.readRollout(quoted(TEXT), "t1")).isEqualTo(ROLLOUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'shifting','stage':0,'from':-1}",
        "{'kind':'watching','stage':1,'since':'2026-01-01T10:00:00Z'}",
        "{'kind':'held','stage':1,'watched':'PT4M','why':{'kind':'operator','who':'ann'}}",
        "{'kind':'returning','why':{'kind':'gate','words':'6 % errors'}}",
        "{'kind':'parted','to':{'kind':'home','why':{'kind':'unwatched','words':'w'}},'from':-1,'behind':['e'],'why':'x'}",
        "{'kind':'safety-net','since':'2026-01-01T10:00:00Z','until':'2026-01-02T10:00:00Z'}",
        "{'kind':'ended','how':{'kind':'kept'}}",
        "{'kind':'ended','how':{'kind':'back','why':{'kind':'accepted-split','words':'w'}}}",
        "{'kind':'ended','how':{'kind':'never-began','why':{'kind':'refused','words':'w'}}}"
      })
  void readsStatesOfEarlierHomes(String text) throws Exception {
    assertThat(format.write(format.readState(quoted(text), "t1"))).isEqualTo(quoted(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promote",
        "hold",
        "resume",
        "step-back",
        "abort",
        "retry",
        "undo-others",
        "accept-split"
      })
  void readsWishesOfEarlierHomes(String kind) throws Exception {
    String text = quoted("{'kind':'" + kind + "','who':'ann'}");
    assertThat(format.write(format.readEvent(text, "t1"))).isEqualTo(text);
  }

  // --- what is none ----------------------------------------------------------------------------

  @Property
  void refusesATextThatEndsTooEarly(@ForAll @IntRange(max = 10_000) int length) {
    String text = quoted(TEXT);
    assertRefused(text.substring(0, length % text.length()));
  }

  @Property
  void readsNothingElseFromADamagedText(
      @ForAll("places") int place, @ForAll("characters") char damage) throws Exception {
    StringBuilder text = new StringBuilder(quoted(TEXT));
    Assume.that(text.charAt(place) != damage);
    text.setCharAt(place, damage);
    try {
      Rollout read = format.readRollout(text.toString(), "t1");
      assertThat(format.write(read)).as("all of it counts").isEqualToIgnoringWhitespace(text);
    } catch (FailureException e) {
      assertThat(e.failure()).isInstanceOf(Failure.LocalFile.class);
    }
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, TEXT.length() - 1);
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.chars().with("{}[]\":,0159-.eTPnulx \u0000\u001b\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'parted'          | 'torn'               | rollout.state.kind is 'torn'",
        "'to-stage'        | 'somewhere'          | rollout.state.to.kind is 'somewhere'",
        "'salt':'s1'       | 'salt':'s1','x':1    | rollout has an unknown key 'x'",
        "'mean':null,      | ^^                   | rollout.policy.gates.mean is missing",
        "'mean':null       | 'mean':5             | rollout.policy.gates.mean is something else",
        "'lease':'PT10M'   | 'lease':'10 minutes' | rollout.policy.lease is something else",
        "'lease':'PT10M'   | 'lease':'PT010M'     | rollout.policy.lease is something else",
        "'lease':'PT10M'   | 'lease':'PT1S'       | a lease of 1 s",
        "'probes':3        | 'probes':'3'         | rollout.policy.gates.probes is something else",
        "'probes':3        | 'probes':3.0         | rollout.policy.gates.probes is something else",
        "'probes':3        | 'probes':4294967299  | rollout.policy.gates.probes is something else",
        "'probes':3        | 'probes':3,'probes':4 | Duplicate",
        "'share':500       | 'share':10001        | 100.01 % is not a share",
        "'share':10000     | 'share':9999         | stages that do not end at 100 %",
        "'live':'blue'     | 'live':'BLUE'        | rollout.live is something else",
        "'pool':'shop-web' | 'pool':'../x'        | is not a name",
        "'stage':1         | 'stage':2            | rollout.state is at stage 2",
        "'from':0          | 'from':-2            | rollout.state is at stage -2",
        "['edge-2']        | []                   | a split fleet without nodes",
        "['edge-2']        | [7]                  | rollout.state.behind is something else",
        "['edge-2']        | 'edge-2'             | rollout.state.behind is something else",
        "{'kind':'to-stage','stage':1} | 1        | rollout.state.to is no object",
      })
  void saysWhatIsWrong(String right, String wrong, String words) {
    String text = quoted(TEXT).replace(quoted(right), quoted(wrong));
    assertThat(text).isNotEqualTo(quoted(TEXT));
    assertThat(assertRefused(text).summary()).contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "7", "'x'", "{}", "{'kind':7}", "nonsense"})
  void refusesWhatIsNeitherStateNorWish(String text) {
    String json = quoted(text);
    assertThat(catchThrowableOfType(FailureException.class, () -> format.readState(json, "t1")))
        .isNotNull();
    assertThat(catchThrowableOfType(FailureException.class, () -> format.readEvent(json, "t1")))
        .isNotNull();
  }

  @Test
  void refusesWhatNoOperatorAsksFor() {
    String seated = quoted("{'kind':'seated','who':'ann'}");
    assertThatThrownBy(() -> format.readEvent(seated, "t1"))
        .isInstanceOf(FailureException.class)
        .hasRootCauseInstanceOf(InvalidValueException.class);
  }

  @Test
  void refusesWhatStandsBehindTheText() {
    assertThat(assertRefused(quoted(TEXT) + "{}").summary()).contains("after its end");
  }

  @Test
  void saysItInWordsThatCanBeShown() throws Exception {
    String state = format.write(new RolloutState.Returning(new Reason.Gate("x")));
    Failure failure =
        catchThrowableOfType(
                FailureException.class,
                () -> format.readState(state.replace("gate", "\\u001b[2J"), "rollout t7 of shop"))
            .failure();
    assertThat(failure.summary()).startsWith("rollout t7 of shop: ").doesNotContain("\u001b");
    assertThat(failure.action()).contains("backup");
  }

  private Failure assertRefused(String text) {
    FailureException thrown =
        catchThrowableOfType(FailureException.class, () -> format.readRollout(text, "t1"));
    assertThat(thrown).as("refused: " + text).isNotNull();
    return thrown.failure();
  }
}
