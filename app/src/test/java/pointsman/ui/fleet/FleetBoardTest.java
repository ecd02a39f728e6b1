package pointsman.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.ui.SampleFleet;
import pointsman.ui.kit.Mark;

class FleetBoardTest {
  private static final FleetFilter ALL = FleetFilter.parse("");

  private static FleetBoard board(Fleet fleet, Optional<FleetHealth> health, FleetFilter filter) {
    return FleetBoard.of(fleet, health, filter, FleetBoard.Grouping.REGION, java.util.Map.of());
  }

  @Test
  void nothingIsUpWhileNothingWasSeen() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 6, 3);

    FleetBoard board = board(fleet, Optional.empty(), ALL);

    assertThat(board.servers()).hasSize(18).allMatch(row -> row.mark() == Mark.STALE);
    assertThat(board.lines())
        .filteredOn(FleetBoard.Line.One.class::isInstance)
        .allMatch(line -> ((FleetBoard.Line.One) line).row().mark() == Mark.STALE);
  }

  @Test
  void aServerThatOnlyStaleNodesSawIsUnknownNotUp() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 3, 2);
    List<NodeHealth> stale =
        SampleFleet.health(fleet, false).nodes().stream()
            .map(node ->
                new NodeHealth(
                    node.node(),
                    NodeHealth.Contact.STALE,
                    node.sight(),
                    node.seenAt(),
                    Duration.ofMinutes(1),
                    5,
                    Optional.empty()))
            .toList();

    FleetBoard board = board(fleet, Optional.of(new FleetHealth(Instant.EPOCH, stale)), ALL);

    assertThat(board.servers()).allMatch(row -> row.mark() == Mark.STALE);
    assertThat(board.totals().fresh()).isZero();
    assertThat(board.totals().requests()).isNegative();
  }

  @Test
  void aNodeWhoseLoadBalancerServesNothingIsDownAndNotLost() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 4, 2);

    FleetBoard board = board(fleet, Optional.of(SampleFleet.standstill(fleet)), ALL);

    assertThat(board.lines())
        .filteredOn(FleetBoard.Line.One.class::isInstance)
        .extracting(line -> ((FleetBoard.Line.One) line).row().mark())
        .containsExactlyInAnyOrder(Mark.DOWN, Mark.DOWN, Mark.UP, Mark.UP);
    assertThat(board.troubles())
        .hasSize(2)
        .hasOnlyElementsOfType(Trouble.Standstill.class)
        .allMatch(trouble -> trouble.mark() == Mark.DOWN);
  }

  @Test
  void theWorstServersComeFirstAndTheWorstTroubleIsOnTop() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 6, 3);

    FleetBoard board = board(fleet, Optional.of(SampleFleet.health(fleet, true)), ALL);

    assertThat(board.servers().getFirst().mark()).isEqualTo(Mark.DOWN);
    assertThat(board.servers().getLast().mark()).isEqualTo(Mark.UP);
    assertThat(board.troubles().getFirst())
        .isInstanceOfSatisfying(
            Trouble.Servers.class,
            trouble -> assertThat(trouble.pool().value()).isEqualTo("shop-api"));
    assertThat(board.troubles()).extracting(Trouble::mark).isSorted();
  }

  @Test
  void aLaneWithSomeServersDownIsDegradedInThePictureOfTrafficAsOnServices() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 6, 3);

    FleetBoard board = board(fleet, Optional.of(SampleFleet.health(fleet, true)), ALL);

    assertThat(board.flow().boxes())
        .filteredOn(box -> box.id().equals("p:shop-api") || box.id().equals("l:shop-apiBLUE"))
        .extracting(FlowPicture.Box::mark)
        .containsExactly(Mark.DEGRADED, Mark.DEGRADED);
  }

  @Test
  void aPoolThatANodeNeverToldOfIsNotSaidToBeUp() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 6, 3);
    FleetHealth all = SampleFleet.health(fleet, false);

    FleetBoard board = board(fleet, Optional.of(SampleFleet.withoutFirst(all)), ALL);

    assertThat(board.flow().boxes())
        .filteredOn(box -> box.id().equals("p:shop-web") || box.id().equals("l:shop-webBLUE"))
        .hasSize(2)
        .allMatch(box -> box.mark() == Mark.PARTLY)
        .allMatch(box -> box.heard().equals(Optional.of(new ServerRow.Heard(5, 6))));
    assertThat(board(fleet, Optional.of(all), ALL).flow().boxes())
        .filteredOn(box -> box.column() > 1)
        .allMatch(box -> box.mark() == Mark.UP);
  }

  @Test
  void aServerThatNodesSeeDifferentlyIsDegraded() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 6, 3);

    FleetBoard board = board(fleet, Optional.of(SampleFleet.health(fleet, true)), ALL);

    assertThat(board.servers())
        .filteredOn(row ->
            row.server().name().value().equals("g1") && row.pool().value().equals("shop-web"))
        .singleElement()
        .satisfies(row -> assertThat(row.mark()).isEqualTo(Mark.DEGRADED));
  }

  @Test
  void theOrderOfNodesDoesNotFollowTheirState() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 12, 3);

    List<String> well = names(board(fleet, Optional.of(SampleFleet.health(fleet, false)), ALL));
    List<String> troubled = names(board(fleet, Optional.of(SampleFleet.health(fleet, true)), ALL));

    assertThat(troubled).isEqualTo(well);
  }

  private static List<String> names(FleetBoard board) {
    return board.lines().stream()
        .filter(FleetBoard.Line.One.class::isInstance)
        .map(line -> ((FleetBoard.Line.One) line).row().node().name().value())
        .toList();
  }

  @Test
  void filtersByStateRegionAgeAndText() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 12, 3);
    Optional<FleetHealth> health = Optional.of(SampleFleet.health(fleet, true));

    assertThat(names(board(fleet, health, FleetFilter.parse("is:lost"))))
        .containsExactly("edge-ap-1");
    assertThat(names(board(fleet, health, FleetFilter.parse("region:eu")))).hasSize(4);
    assertThat(names(board(fleet, health, FleetFilter.parse("age:>10s"))))
        .containsExactlyInAnyOrder("edge-ap-1", "edge-us-2");
    assertThat(names(board(fleet, health, FleetFilter.parse("eu engine:nginx"))))
        .allMatch(name -> name.contains("eu"));
    assertThat(names(board(fleet, health, FleetFilter.parse("nowhere")))).isEmpty();
  }

  @Test
  void tellsWhatItDoesNotUnderstandAndIgnoresIt() {
    FleetFilter filter = FleetFilter.parse("is:purple region:eu");

    assertThat(filter.unknown()).contains("is:purple");
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 6, 3);
    assertThat(names(board(fleet, Optional.empty(), filter))).hasSize(2);
  }

  @Test
  void fiveHundredNodesAndFiveThousandServersAreComputedInTime() {
    Fleet fleet = SampleFleet.of(Environment.PRODUCTION, 500, 834);
    FleetHealth health = SampleFleet.health(fleet, true);
    FleetHealth telling =
        new FleetHealth(
            health.at(), health.nodes().stream().map(FleetBoardTest::shortened).toList());
    board(fleet, Optional.of(telling), ALL);

    Instant begin = Instant.now();
    FleetBoard board = board(fleet, Optional.of(telling), ALL);

    assertThat(board.servers()).hasSize(5004);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  /// Each node knows a hundred servers: as many as a node of such a fleet serves.
  private static NodeHealth shortened(NodeHealth node) {
    return new NodeHealth(
        node.node(),
        node.contact(),
        node.sight()
            .map(sight ->
                new pointsman.model.health.NodeSight(
                    sight.version(),
                    sight.release(),
                    sight.pid(),
                    false,
                    sight.uptime(),
                    1,
                    1,
                    sight.servers().subList(0, 100))),
        node.seenAt(),
        node.age(),
        node.requestsPerSecond(),
        node.failure());
  }

  private static FleetBoard flowing(Fleet fleet, FleetHealth first, FleetHealth now) {
    LaneRates rates = new LaneRates();
    rates.observe(first);
    rates.observe(now);
    return FleetBoard.of(fleet, Optional.of(now), ALL, FleetBoard.Grouping.REGION, rates.of(now));
  }

  private static void oneNumber(FleetBoard board, double expected) {
    assertThat(board.totals().requests()).isCloseTo(expected, within(0.01));
    for (int column = 0; column < 4; column++) {
      int at = column;
      assertThat(
              board.flow().boxes().stream()
                  .filter(box -> box.column() == at)
                  .mapToDouble(FlowPicture.Box::rate)
                  .sum())
          .as("column " + column)
          .isCloseTo(expected, within(0.01));
    }
  }

  @Test
  void theHeadAndEveryColumnOfBandsTellTheSameNumber() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 2, 3);
    FleetHealth first = SampleFleet.health(fleet, false);

    oneNumber(flowing(fleet, first, SampleFleet.later(first)), 310.4 + 317.4);
  }

  @Test
  void whereNoServerCountedTheTotalIsSharedOutOverLiveLanes() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 2, 3);
    FleetHealth once = SampleFleet.health(fleet, false);

    oneNumber(flowing(fleet, once, once), 310.4 + 317.4);
  }

  @Test
  void aReloadedNodeKeepsWhatItsServersCountedInHeadAndBands() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 2, 3);
    FleetHealth first = SampleFleet.health(fleet, false);
    FleetHealth second = SampleFleet.later(first);
    List<NodeHealth> anew =
        second.nodes().stream()
            .map(node ->
                new NodeHealth(
                    node.node(),
                    node.contact(),
                    node.sight(),
                    node.seenAt(),
                    node.age(),
                    -1,
                    Optional.empty()))
            .toList();
    double counted = 2 * 3 * (90 + 12) * (4 + 4 + 2) / 2.0;

    oneNumber(flowing(fleet, first, new FleetHealth(second.at(), anew)), counted);
  }

  @Test
  void aColumnHasAtMostNineBoxesAndTheLastStandsForAllOthers() {
    Fleet fleet = manyOf(SampleFleet.of(Environment.DEVELOPMENT, 2, 3), 40);
    FleetHealth first = SampleFleet.health(fleet, false);
    FleetBoard board = flowing(fleet, first, SampleFleet.later(first));

    for (int column = 0; column < 4; column++) {
      int at = column;
      assertThat(board.flow().boxes().stream().filter(box -> box.column() == at))
          .as("column " + column)
          .hasSizeBetween(1, FlowCut.ROWS);
    }
    assertThat(board.flow().boxes())
        .extracting(FlowPicture.Box::title)
        .contains("+" + (fleet.services().size() - 8), "+" + (fleet.pools().size() - 4));
    oneNumber(board, 310.4 + 317.4);
  }

  /// The same with copies of the first service and its pools that nobody uses.
  private static Fleet manyOf(Fleet fleet, int copies) {
    List<Service> services = new ArrayList<>(fleet.services());
    List<Pool> pools = new ArrayList<>(fleet.pools());
    Service first = services.getFirst();
    Pool pool = pools.getFirst();
    for (int i = 0; i < copies; i++) {
      Name name = new Name("copy-" + i);
      services.add(
          new Service(
              name,
              first.layer(),
              first.listen(),
              first.on(),
              first.routes(),
              first.timeouts(),
              first.trustedProxies()));
      pools.add(
          new Pool(
              name,
              pool.balance(),
              pool.persistence(),
              pool.health(),
              pool.live(),
              pool.blue(),
              pool.green(),
              pool.splitKey(),
              pool.audience()));
    }
    return new Fleet(fleet.environment(), fleet.nodes(), services, pools);
  }

  @Test
  void whatNoNodeTellsIsNoZeroInTheBands() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 2, 3);
    FleetBoard board =
        FleetBoard.of(fleet, Optional.empty(), ALL, FleetBoard.Grouping.REGION, java.util.Map.of());

    assertThat(board.flow().told()).isFalse();
    assertThat(
            flowing(fleet, SampleFleet.health(fleet, false), SampleFleet.health(fleet, false))
                .flow()
                .told())
        .isTrue();
  }
}
