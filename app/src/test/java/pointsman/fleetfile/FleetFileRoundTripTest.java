package pointsman.fleetfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;

/// Writing and reading again changes nothing.
final class FleetFileRoundTripTest {
  private final YamlFleetFile format = new YamlFleetFile();

  @Property(tries = 300)
  void readsBackWhatItWroteAndWritesItTheSameAgain(@ForAll long seed) throws Exception {
    Fleet fleet = new Fleets(seed).fleet();
    String text = format.write(fleet);

    Fleet again = format.parse(text, "fleet.yaml");

    assertThat(again).isEqualTo(fleet);
    assertThat(format.write(again)).isEqualTo(text);
  }

  @Property(tries = 100)
  void joinsPartsOfAKindByTheirItems(@ForAll long seed) throws Exception {
    Fleet fleet = new Fleets(seed).fleet();
    StringBuilder joined = new StringBuilder("pools:\n");
    fleet.pools().stream()
        .map(pool -> new Fleet(Environment.STAGING, List.of(), List.of(), List.of(pool)))
        .map(format::writePart)
        .forEach(part -> joined.append(part.substring(part.indexOf('\n') + 1)));
    if (!fleet.pools().isEmpty()) {
      assertThat(format.parsePart(joined.toString(), "joined").pools()).isEqualTo(fleet.pools());
    }
  }

  @Test
  void leavesOutWhatIsAsUsual() throws Exception {
    String text =
        """
        # written by pointsman export
        pointsman: 1
        environment: production
        nodes:
          - name: edge-1
            address: 192.0.2.11
            user: ops
            engine: haproxy
        services:
          - name: shop
            listen: [{port: 8080}]
            routes:
              - {path: /api, pool: shop-web}
              - {pool: shop-web}
        pools:
          - name: shop-web
            health:
              active: {kind: http, path: /health}
            live: blue
            lanes:
              blue:
                version: "1.0"
                servers:
                  - {name: b1, address: 10.0.0.1, port: 8080}
        """;

    assertThat(format.write(format.parse(text, "fleet.yaml"))).isEqualTo(text);
  }

  @Test
  void roundTripsTheFullFleet() throws Exception {
    Fleet fleet = format.parse(FullFleet.TEXT, "full");
    assertThat(format.parse(format.write(fleet), "again")).isEqualTo(fleet);
  }
}
