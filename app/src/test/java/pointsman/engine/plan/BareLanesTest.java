package pointsman.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.engine.plan.Sample.NOW;
import static pointsman.engine.plan.Sample.OURS;
import static pointsman.engine.plan.Sample.THEN;
import static pointsman.engine.plan.Sample.node;
import static pointsman.engine.plan.Sample.pool;
import static pointsman.engine.plan.Sample.release;
import static pointsman.engine.plan.Sample.running;
import static pointsman.engine.plan.Sample.service;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Token;
import pointsman.model.plan.NodePlan;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;

/// Which lanes have no server that takes users, and whether users are sent there.
final class BareLanesTest {
  private static final Name POOL = new Name("web");

  /// @param servers such as `g1 g2:weight=0 g3:standby g4:backup`
  private static Pool green(String servers) {
    return pool("web", 100)
        .withLane(
            LaneColor.GREEN,
            lane ->
                lane.with(
                    Stream.of(servers.split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(BareLanesTest::server)
                        .toList()));
  }

  private static Server server(String words) {
    String name = words.split(":")[0];
    return new Server(
        new Name(name),
        new Host("10.0.1.1"),
        new Port(8000 + name.charAt(1)),
        words.contains("weight=0") ? 0 : 100,
        Optional.empty(),
        words.contains("backup"),
        words.contains("standby"));
  }

  private static ServerOverrides standing(String lines) {
    return new ServerOverrides(
        Arrays.stream(lines.split(","))
            .filter(line -> !line.isBlank())
            .map(line -> ServerOverride.parse("web.green/" + line.strip()))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "''                        | ''                         | has no server",
        "g1                        | ''                         | ''",
        "g1:standby                | ''                         | has no server that takes users (g1 standby)",
        "g1:weight=0 g2:standby    | ''                         | has no server that takes users (g1 weight 0, g2 standby)",
        "g1:standby g2             | ''                         | ''",
        "g1:backup                 | ''                         | ''",
        "g1 g2                     | g1 maint -                 | ''",
        "g1 g2                     | g1 maint -, g2 drain -     | has no server that takes users (g1 maint, g2 drain)",
        "g1                        | g1 - 0                     | has no server that takes users (g1 weight 0)",
        "g1:standby                | g1 ready -                 | ''",
        "g1:weight=0               | g1 - 7                     | ''",
      })
  void aLaneIsBareWhenNoneOfItsServersTakesUsers(String servers, String standing, String words) {
    List<BareLanes.Bare> bare = BareLanes.of(List.of(green(servers)), standing(standing));
    assertThat(bare.stream().map(BareLanes.Bare::words))
        .isEqualTo(words.isEmpty() ? List.of() : List.of(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        // live | candidate | audience | rule | rollout | who is sent to green
        "BLUE  | 0     | ''    | CANDIDATE | false | ''",
        "BLUE  | 5000  | ''    | CANDIDATE | false | 50 % of the users are sent there",
        "BLUE  | 1     | ''    | CANDIDATE | true  | 0.01 % of the users are sent there",
        "GREEN | 0     | ''    | CANDIDATE | false | 100 % of the users are sent there",
        "GREEN | 10000 | ''    | CANDIDATE | false | ''",
        "BLUE  | 0     | GREEN | CANDIDATE | false | 'the audience rules, which are on, send users there'",
        "BLUE  | 0     | GREEN | GREEN     | false | 'the audience rules, which are on, send users there'",
        "BLUE  | 0     | BLUE  | LIVE      | false | 'the audience rules, which are on, send users there'",
        "BLUE  | 0     | GREEN | LIVE      | false | ''",
        "BLUE  | 0     | GREEN | BLUE      | false | ''",
        "BLUE  | 0     | ''    | GREEN     | true  | its rollout is not over and may send users there",
        "GREEN | 10000 | ''    | GREEN     | true  | ''",
      })
  void usersAreSentByShareByRuleAndByARollout(
      LaneColor live,
      int candidate,
      String audience,
      AudienceRule.Target rule,
      boolean rollout,
      String who) {
    Pool pool =
        green("")
            .withAudience(
                List.of(
                    new AudienceRule(
                        new AudienceRule.Match.Header(new Token("X-Staff"), new MatchText("yes")),
                        rule)));
    TrafficSplit split =
        new TrafficSplit(
            live,
            new Share(candidate),
            Salt.FIRST,
            audience.isEmpty() ? Optional.empty() : Optional.of(LaneColor.valueOf(audience)));
    BareLanes.Bare lane = BareLanes.of(List.of(pool), ServerOverrides.none()).getFirst();
    assertThat(lane.color()).isEqualTo(LaneColor.GREEN);
    assertThat(lane.users(split, rollout).orElse("")).isEqualTo(who);
  }

  @Test
  void aPlanIsAskedOnlyForThePoolsThatItTouches() {
    Pool other = pool("api", 100);
    var services = List.of(service("shop", 8080, "web"), service("inner", 9000, "api"));
    var before = release(THEN, OURS, services, List.of(other, green("")));
    assertThat(plan(before, release(NOW, OURS, services, List.of(pool("api", 50), green("")))))
        .extracting(bare -> bare.pool().name())
        .containsOnly(new Name("api"));
    assertThat(
            plan(
                release(THEN, OURS, services, List.of(other, green("g1"))),
                release(NOW, OURS, services, List.of(other, green("")))))
        .extracting(bare -> bare.pool().name())
        .containsExactly(POOL);
  }

  private static List<BareLanes.Bare> plan(
      pointsman.model.plan.Release before, pointsman.model.plan.Release next) {
    NodePlan plan =
        DeployPlanner.plan(
            node("edge-1"), next, running(before), OURS, List.of(), List.of(), List.of());
    return BareLanes.of((NodePlan.Change) plan);
  }
}
