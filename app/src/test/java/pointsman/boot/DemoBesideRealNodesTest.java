package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;

/// The fleet of a demo or lab that stays in a home to which somebody adds nodes of their own.
final class DemoBesideRealNodesTest {
  private static final String OWN =
      """
      pointsman: 1
      environment: development
      nodes:
        - {name: web-1, address: 192.0.2.11, user: ops, engine: haproxy, region: eu, tags: [edge]}
      services:
        - name: shop
          layer: http
          listen: [{address: "*", port: 80}]
          on: {tags: [edge]}
          routes: [{pool: shop-web}]
      pools:
        - name: shop-web
          lanes:
            blue: {version: "1.0", servers: [{name: b1, address: 192.0.2.21, port: 8080}]}
      """;

  @Test
  void reachesNoneOfThemAndTheirsReachNoneOfIts() throws Exception {
    try (Rig rig = Rig.of(1);
        Wiring wiring = rig.open()) {
      wiring.inventory().apply(OWN, "own.yaml", false);

      Fleet fleet = wiring.inventory().load();
      assertThat(fleet.carriers(new Name("ledger")))
          .extracting(Node::name)
          .isEqualTo(rig.lab().nodes().stream().map(each -> each.name()).toList());
      assertThat(fleet.carriers(new Name("shop-web")))
          .extracting(Node::name)
          .isEqualTo(List.of(new Name("web-1")));
    }
  }
}
