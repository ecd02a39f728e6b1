package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;

/// What `health` tells of fifty nodes: those that differ, by name.
final class HealthTextTest {
  private static final Name WEB = new Name("web");

  private static Fleet fleet;

  @BeforeAll
  static void fleet() throws Exception {
    StringBuilder nodes = new StringBuilder();
    for (int i = 1; i <= 50; i++) {
      nodes.append(
          "  - {name: e%d, address: 127.0.0.%d, user: root, engine: haproxy}\n".formatted(i, i));
    }
    fleet =
        SmallFleet.of(
            """
            nodes:
            %sservices:
              - name: shop
                layer: http
                listen: [{port: 8080}]
                on: {}
                routes: [{pool: web}]
            pools:
              - name: web
                live: blue
                lanes: {blue: {servers: [{name: b1, address: 10.0.0.1, port: 80}]}}
            """
                .formatted(nodes));
  }

  private static HealthCommand.Line line(Node node, String state) {
    return new HealthCommand.Line(
        WEB,
        LaneColor.BLUE,
        new Name("b1"),
        node.name(),
        state,
        Optional.of("L4 refused").filter(_ -> state.equals("down")));
  }

  private static List<HealthCommand.Line> seen(int unlike, int missing) {
    List<HealthCommand.Line> lines = new ArrayList<>();
    for (int i = missing; i < 50; i++) {
      lines.add(line(fleet.nodes().get(i), i < missing + unlike ? "down" : "up"));
    }
    return lines;
  }

  @Test
  void mostAreAFigureAndThoseThatDifferAreNamed() {
    assertThat(HealthText.lines(fleet, seen(0, 0), List.of()))
        .containsExactly("web blue/b1 up on all 50 nodes");
    assertThat(HealthText.lines(fleet, seen(2, 1), List.of()))
        .containsExactly(
            "web blue/b1 down (L4 refused): e2, e3", "web blue/b1 up on 47 of 50 nodes");
    assertThat(HealthText.lines(fleet, seen(0, 46), List.of()))
        .containsExactly("web blue/b1 up: e47, e48, e49, e50");
  }

  @Test
  void aReasonOfManyNodesIsToldOnce() {
    List<HealthCommand.Silent> silent =
        List.of(
            new HealthCommand.Silent(new Name("e1"), "e1 cannot be reached: no route."),
            new HealthCommand.Silent(new Name("e2"), "it has not answered yet"),
            new HealthCommand.Silent(new Name("e3"), "e3 cannot be reached: no route."));
    assertThat(HealthText.lines(fleet, List.of(), silent))
        .containsExactly(
            "not known of e1: e1 cannot be reached: no route.",
            "  the same of e3",
            "not known of e2: it has not answered yet");
  }
}
