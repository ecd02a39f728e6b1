package pointsman.engine.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.LaneServers;
import pointsman.model.traffic.NodeServers;
import pointsman.model.traffic.Share;

/// When a lane has too few servers for the share that it would get.
final class CapacityFloorTest {
  private static NodeServers node(String name, LaneServers blue, LaneServers green) {
    return new NodeServers(new Name(name), blue, green);
  }

  private static Optional<CapacityFloor.Shortfall> toGreen(int percent, NodeServers... nodes) {
    return CapacityFloor.shortfall(LaneColor.BLUE, new Share(percent * 100), List.of(nodes));
  }

  /// blue: servers up down; green: servers up down.
  @ParameterizedTest
  @CsvSource({
    "  0, 3 3 0, 3 0 3, enough", // nobody goes there
    "  1, 3 3 0, 3 0 3, 1",
    "  1, 3 3 0, 3 1 2, enough",
    " 44, 3 3 0, 3 1 2, enough",
    " 45, 3 3 0, 3 1 2, 2",
    " 50, 3 3 0, 3 1 2, 2",
    " 50, 3 3 0, 3 2 1, enough",
    "100, 3 3 0, 3 2 1, 3",
    "100, 3 3 0, 3 3 0, enough",
    "100, 20 20 0, 20 15 5, enough", // a quarter may be missing
    "100, 20 20 0, 20 14 6, 15",
    "100, 3 2 1, 3 2 1, enough", // as weak as what serves now
    "100, 3 0 3, 3 1 2, enough", // whatever is up is better than nothing
    "100, 3 0 3, 3 0 3, 1",
    "100, 3 0 0, 3 2 1, 3", // what is unknown of the live lane lowers no floor
    "100, 3 3 0, 3 2 0, 3", // what is unknown of the candidate is no capacity
    " 50, 3 3 0, 3 1 0, 2",
    "100, 9 9 0, 2 2 0, enough", // fewer, larger servers
    "100, 9 9 0, 2 1 1, 2",
    "100, 3 3 0, 0 0 0, 1" // a lane without servers
  })
  void aLaneNeedsThreeQuartersOfItsShare(int percent, String blue, String green, String needed) {
    Optional<CapacityFloor.Shortfall> found =
        toGreen(percent, node("edge-1", lane(blue), lane(green)));

    assertThat(found.map(each -> String.valueOf(each.needed())).orElse("enough")).isEqualTo(needed);
  }

  private static LaneServers lane(String counts) {
    String[] words = counts.strip().split(" ");
    return new LaneServers(
        Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
  }

  @Test
  void saysTheNumbersOfTheWorstNode() {
    LaneServers all = new LaneServers(3, 3, 0);
    CapacityFloor.Shortfall one =
        toGreen(50, node("edge-1", all, new LaneServers(3, 1, 2)), node("edge-2", all, all))
            .orElseThrow();
    assertThat(one.words())
        .isEqualTo("green would get 50 % with 1 of 3 servers up on edge-1; at least 2 are needed");
    assertThat(one.most()).isEqualTo(new Share(4444));

    CapacityFloor.Shortfall many =
        toGreen(
                100,
                node("edge-1", all, new LaneServers(3, 2, 1)),
                node("edge-2", all, new LaneServers(3, 0, 1)),
                node("edge-3", all, new LaneServers(3, 2, 1)))
            .orElseThrow();
    assertThat(many.words())
        .isEqualTo(
            "green would get 100 % with 0 of 3 servers up (2 cannot be told) on edge-2 (and too few"
                + " on 2 others); at least 3 are needed");
    assertThat(many.most()).isEqualTo(Share.NONE);
  }

  @Test
  void namesTheNodesThatSeeNothingOfALane() {
    LaneServers none = new LaneServers(2, 0, 1);
    LaneServers some = new LaneServers(2, 1, 1);

    List<NodeServers> nodes = List.of(node("edge-1", none, some), node("edge-2", some, none));

    assertThat(CapacityFloor.without(LaneColor.BLUE, nodes)).containsExactly(new Name("edge-1"));
    assertThat(CapacityFloor.without(LaneColor.GREEN, nodes)).containsExactly(new Name("edge-2"));
  }

  @Provide
  Arbitrary<LaneServers> lanes() {
    return Arbitraries.integers()
        .between(0, 40)
        .flatMap(all ->
            Arbitraries.integers()
                .between(0, all)
                .flatMap(up ->
                    Arbitraries.integers()
                        .between(0, all - up)
                        .map(down -> new LaneServers(all, up, down))));
  }

  @Provide
  Arbitrary<List<NodeServers>> fleets() {
    return Combinators.combine(lanes(), lanes())
        .as((blue, green) -> new NodeServers(new Name("edge"), blue, green))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Property
  void whatTheLaneCouldTakeIsExactlyWhereItStopsBeingRefused(
      @ForAll("fleets") List<NodeServers> nodes,
      @ForAll LaneColor live,
      @ForAll @IntRange(min = 1, max = 10_000) int points) {
    Share most = CapacityFloor.most(live, nodes);
    boolean refused = CapacityFloor.shortfall(live, new Share(points), nodes).isPresent();
    assertThat(refused).isEqualTo(points > most.basisPoints());
  }

  @Property
  void oneMoreServerThatIsUpNeverMakesARefusal(
      @ForAll("fleets") List<NodeServers> nodes,
      @ForAll @IntRange(min = 1, max = 10_000) int points) {
    List<NodeServers> better = new ArrayList<>();
    for (NodeServers node : nodes) {
      LaneServers green = node.green();
      int more = green.up() < green.servers() - green.down() ? 1 : 0;
      better.add(
          new NodeServers(
              node.node(),
              node.blue(),
              new LaneServers(green.servers(), green.up() + more, green.down())));
    }
    Share share = new Share(points);
    if (CapacityFloor.shortfall(LaneColor.BLUE, share, nodes).isEmpty()) {
      assertThat(CapacityFloor.shortfall(LaneColor.BLUE, share, better)).isEmpty();
    }
  }

  @Property
  void aLaneWhoseServersAreAllUpIsNeverRefused(
      @ForAll("lanes") LaneServers blue, @ForAll @IntRange(min = 1, max = 40) int servers) {
    NodeServers node = node("edge-1", blue, new LaneServers(servers, servers, 0));
    assertThat(toGreen(100, node)).isEmpty();
  }
}
