package pointsman.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.model.value.InvalidValueException;
import pointsman.ui.SampleFleet;

class FleetEditsTest {
  private static final Name POOL = new Name("shop-web");
  private final Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 2, 2);

  private static Server server(String name, int weight) {
    return new Server(
        new Name(name), new Host("10.9.9.9"), new Port(81), weight, Optional.empty(), false, false);
  }

  private static Pool pool(Fleet fleet) {
    return fleet.findPool(POOL).orElseThrow();
  }

  @Test
  void anAddedServerComesLast() {
    Fleet next =
        FleetEdits.withServer(fleet, POOL, LaneColor.BLUE, Optional.empty(), server("b9", 50));

    assertThat(pool(next).blue().servers())
        .extracting(s -> s.name().value())
        .containsExactly("b1", "b2", "b9");
    assertThat(pool(next).green()).isEqualTo(pool(fleet).green());
  }

  @Test
  void aReplacedServerKeepsItsPlaceEvenUnderAnotherName() {
    Fleet next =
        FleetEdits.withServer(
            fleet, POOL, LaneColor.BLUE, Optional.of(new Name("b1")), server("b7", 50));

    assertThat(pool(next).blue().servers())
        .extracting(s -> s.name().value())
        .containsExactly("b7", "b2");
  }

  @Test
  void aNameThatIsThereAlreadyIsRefused() {
    assertThatThrownBy(() ->
            FleetEdits.withServer(fleet, POOL, LaneColor.BLUE, Optional.empty(), server("b2", 1)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("there already");
  }

  @Test
  void theLiveLaneKeepsAServer() {
    Fleet one = FleetEdits.withoutServer(fleet, POOL, LaneColor.BLUE, new Name("b1"));

    assertThatThrownBy(() -> FleetEdits.withoutServer(one, POOL, LaneColor.BLUE, new Name("b2")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("live lane");
  }

  @Test
  void aPoolThatAServiceNeedsLeavesAProblemWhenItGoes() {
    assertThat(fleet.problems()).isEmpty();
    assertThat(FleetEdits.withoutPool(fleet, POOL).problems()).isNotEmpty();
  }
}
