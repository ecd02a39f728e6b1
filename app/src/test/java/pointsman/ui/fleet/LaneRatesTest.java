package pointsman.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.ui.SampleFleet;

class LaneRatesTest {
  private static final LaneRates.Key LEDGER = new LaneRates.Key(new Name("ledger"), LaneColor.BLUE);
  private final Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 2, 2);
  private final LaneRates rates = new LaneRates();

  private double ledger(FleetHealth health) {
    Map<LaneRates.Key, Double> own =
        rates.of(health).getOrDefault(fleet.nodes().getFirst().name(), Map.of());
    return own.getOrDefault(LEDGER, 0.0);
  }

  @Test
  void ratesAreWhatCountersGrewBetweenTwoLooks() {
    FleetHealth first = SampleFleet.health(fleet, false);
    FleetHealth second = SampleFleet.later(first);
    rates.observe(first);
    rates.observe(second);

    assertThat(ledger(second)).isEqualTo(2 * 90 * 2 / 2.0);
  }

  @Test
  void aReloadThatCountsAnewNeitherJumpsNorFallsToZero() {
    FleetHealth first = SampleFleet.health(fleet, false);
    FleetHealth second = SampleFleet.later(first);
    FleetHealth anew = SampleFleet.later(SampleFleet.later(SampleFleet.later(first)));
    rates.observe(SampleFleet.later(second));
    rates.observe(SampleFleet.later(SampleFleet.later(second)));
    double before = ledger(anew);
    rates.observe(SampleFleet.reloaded(SampleFleet.later(anew)));

    assertThat(before).isPositive();
    assertThat(ledger(anew)).isEqualTo(before);
  }

  @Test
  void theSameLookSeenTwiceIsNoStandstill() {
    FleetHealth first = SampleFleet.health(fleet, false);
    FleetHealth second = SampleFleet.later(first);
    rates.observe(first);
    rates.observe(second);
    rates.observe(second);

    assertThat(ledger(second)).isPositive();
  }
}
