package pointsman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pointsman.bench.DeployReport.Bar;
import pointsman.bench.DeployReport.Case;
import pointsman.bench.DeployReport.Row;
import pointsman.bench.DeployReport.Spread;

/// The bars judge by medians, and say so when one is missed.
final class DeployBarsTest {
  private static Row row(String tool, Case what, double wall, double cpu) {
    Spread any = new Spread(1, 1);
    return new Row(tool, what, new Spread(0.1, wall), new Spread(0.1, cpu), any);
  }

  @Test
  void aBarThatIsReachedIsMetAndOneThatIsMissedIsNot() {
    List<Row> rows = new ArrayList<>();
    for (Case each : Case.values()) {
      rows.add(row(Ours.NAME, each, 2, 5));
      rows.add(row(PlainSsh.NAME, each, 1, 5));
      rows.add(row(Ansible.NAME, each, 20, 20));
    }
    assertThat(new DeployBars(rows).judge())
        .extracting(Bar::what, Bar::ratio, Bar::met)
        .contains(
            org.assertj.core.groups.Tuple.tuple("cold: times faster than ansible", 10.0, true),
            org.assertj.core.groups.Tuple.tuple(
                "unchanged: times faster than ansible", 10.0, false),
            org.assertj.core.groups.Tuple.tuple(
                "cold: times less client CPU than ansible", 4.0, false),
            org.assertj.core.groups.Tuple.tuple("warm: times as long as plain ssh", 2.0, false));
  }

  @Test
  void aToolThatWasNotMeasuredHasNoBar() {
    List<Row> rows =
        List.of(row(Ours.NAME, Case.COLD, 1.1, 5), row(PlainSsh.NAME, Case.COLD, 1, 5));
    assertThat(new DeployBars(rows).judge())
        .singleElement()
        .extracting(Bar::what, Bar::met)
        .containsExactly("cold: times as long as plain ssh", true);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(1, 2.5));
  }

  @Test
  void oneBarThatIsMissedEndsTheCommandAsNotDone() {
    Bar met = Bar.of("warm: times as long as plain ssh", 1.1, 1.2, false);
    Bar missed = Bar.of("cold: times faster than ansible", 3.9, 4, true);
    assertThat(BenchOutput.code(List.of(met, missed))).isEqualTo(3);
    assertThat(BenchOutput.code(List.of(met))).isZero();
  }
}
