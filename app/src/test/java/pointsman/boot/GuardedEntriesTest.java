package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Why;
import pointsman.model.plan.BlastRadius;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.ServerChange;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.guard.Consent;
import pointsman.service.server.ServerOrder;
import pointsman.service.shift.SplitOrder;

/// Every entry of the services that goes onward is guarded, whatever is locked or frozen, and every
/// way back is not. No node is there: what gets past the guards fails by that, or by having nothing
/// to do.
final class GuardedEntriesTest {
  private static final Name WEB = new Name("web");
  private static final Set<String> GUARDS = Set.of("read-only", "freeze", "confirmation");

  @TempDir Path home;
  private Wiring wiring;

  @BeforeEach
  void open() {
    wiring = new Wiring(home, Rig.LIMITS, journal -> journal);
  }

  @AfterEach
  void close() {
    wiring.close();
  }

  /// What an operator asks of a service.
  private interface Entry {
    void ask(Wiring wiring, Consent consent) throws Exception;
  }

  record Named(String name, boolean onward, Entry entry) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Named> entries() {
    RolloutPolicy canary = RolloutPolicy.canary(Duration.ofMinutes(1));
    RolloutPolicy blueGreen = RolloutPolicy.blueGreen(Duration.ZERO, Duration.ofHours(1));
    return List.of(
        new Named(
            "deploy",
            true,
            (wiring, said) ->
                wiring.deploys().start(plan(), new DeployOptions(100, false, said)).await()),
        new Named(
            "canary start",
            true,
            (wiring, said) -> wiring.rollouts().begin(WEB, canary, Optional.empty(), said)),
        new Named(
            "switch",
            true,
            (wiring, said) -> wiring.rollouts().begin(WEB, blueGreen, Optional.empty(), said)),
        new Named(
            "server drain",
            true,
            (wiring, said) ->
                wiring
                    .servers()
                    .change(
                        new ServerOrder(
                            WEB,
                            new Name("b1"),
                            new ServerChange.ToState(AdminState.DRAIN),
                            Set.of()),
                        said)),
        new Named(
            "split onward",
            true,
            (wiring, said) ->
                wiring.traffic().split(SplitOrder.candidate(WEB, new Share(2000)), said)),
        new Named(
            "split back a little",
            false,
            (wiring, said) ->
                wiring.traffic().split(SplitOrder.candidate(WEB, new Share(500)), said)),
        new Named(
            "split back to the live lane",
            false,
            (wiring, said) -> wiring.traffic().split(SplitOrder.candidate(WEB, Share.NONE), said)),
        new Named(
            "audience on",
            true,
            (wiring, said) -> wiring.traffic().split(SplitOrder.audience(WEB, true), said)),
        new Named(
            "split back, but audience on",
            true,
            (wiring, said) ->
                wiring
                    .traffic()
                    .split(
                        new SplitOrder(
                            WEB,
                            Optional.empty(),
                            Optional.of(new Share(500)),
                            Optional.of(true),
                            Set.of()),
                        said)),
        new Named(
            "audience off",
            false,
            (wiring, said) -> wiring.traffic().split(SplitOrder.audience(WEB, false), said)),
        new Named("rollback", false, (wiring, _) -> wiring.rollouts().rollback(WEB)),
        new Named(
            "canary abort",
            false,
            (wiring, said) -> wiring.rollouts().tell(WEB, new RolloutEvent.Abort("ana"), said)));
  }

  /// A plan as it would have been made while the node was there.
  private static DeployPlan plan() {
    Instant now = Instant.now();
    ReleaseId id = ReleaseId.of(now, "70000000");
    Manifest manifest =
        new Manifest(
            id,
            Optional.empty(),
            "ops",
            "i",
            now,
            "70000000",
            Map.of(),
            "2.6.12",
            Set.of(),
            List.of(),
            List.of());
    return new DeployPlan(
        now,
        "deploy",
        List.of(
            new NodePlan.Change(
                new Name("edge-1"),
                new Release(manifest, Map.of("haproxy.cfg", "global\n"), Map.of()),
                Optional.empty(),
                Map.of(),
                List.of(),
                new BlastRadius(true, List.of(new Name("shop")), -1, List.of()),
                List.of(),
                List.of(),
                Optional.empty(),
                ServerOverrides.none())));
  }

  static Stream<Arguments> cases() {
    return entries().stream()
        .flatMap(entry ->
            Stream.of(
                Arguments.of(entry, Environment.DEVELOPMENT, "", Consent.none(), ""),
                Arguments.of(entry, Environment.DEVELOPMENT, "frozen", Consent.yes(), "freeze"),
                Arguments.of(entry, Environment.STAGING, "", Consent.none(), "confirmation"),
                Arguments.of(entry, Environment.STAGING, "", Consent.yes(), ""),
                Arguments.of(entry, Environment.STAGING, "frozen", Consent.yes(), "freeze"),
                Arguments.of(entry, Environment.PRODUCTION, "locked", said(), "read-only"),
                Arguments.of(entry, Environment.PRODUCTION, "", Consent.yes(), "confirmation"),
                Arguments.of(entry, Environment.PRODUCTION, "", said(), ""),
                Arguments.of(entry, Environment.PRODUCTION, "frozen", said(), "freeze"),
                Arguments.of(entry, Environment.PRODUCTION, "locked frozen", said(), "read-only")));
  }

  private static Consent said() {
    return Consent.named("production", "ticket 12");
  }

  @ParameterizedTest(name = "{0} in {1} {2}: {4}")
  @MethodSource("cases")
  void isGuardedUnlessItIsTheWayBack(
      Named entry, Environment environment, String state, Consent consent, String guard)
      throws Exception {
    String name = environment.name().toLowerCase(java.util.Locale.ROOT);
    wiring.inventory().apply(SmallFleet.unreachable(name), "fleet.yaml", false);
    TrafficSplit tenth =
        new TrafficSplit(LaneColor.BLUE, new Share(1000), new Salt("s1"), Optional.empty());
    wiring.trafficStore().command(WEB, tenth, "ops", Instant.now());
    if (!state.contains("locked")) {
      wiring.guarding().unlock(Duration.ofMinutes(5), new Why("ticket 12"));
    }
    if (state.contains("frozen")) {
      Instant now = Instant.now();
      wiring
          .guarding()
          .freeze(
              new Name("season"),
              now.minusSeconds(1),
              now.plusSeconds(600),
              Set.of(),
              new Why("it is busy"));
    }

    assertThat(refusedBy(entry, consent)).isEqualTo(entry.onward() ? guard : "");
  }

  /// The guard that refused; empty when another thing did, or nothing.
  private String refusedBy(Named entry, Consent consent) {
    FailureException thrown =
        catchThrowableOfType(FailureException.class, () -> entry.entry().ask(wiring, consent));
    return thrown != null
            && thrown.failure() instanceof Failure.Refused refused
            && GUARDS.contains(refused.guard())
        ? refused.guard()
        : "";
  }
}
