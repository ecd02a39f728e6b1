package pointsman.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import pointsman.bench.DeployReport.Bar;
import pointsman.bench.DeployReport.Case;
import pointsman.bench.DeployReport.Row;
import pointsman.bench.DeployReport.Spread;

/// What a deploy may cost beside other tools. A tool that was not measured has no bar.
final class DeployBars {
  private final List<Row> rows;

  DeployBars(List<Row> rows) {
    this.rows = rows;
  }

  /// All bars that the rows allow to judge.
  List<Bar> judge() {
    List<Bar> bars = new ArrayList<>();
    atLeast("cold: times faster than ansible", 4, Case.COLD, Row::wallSeconds, bars);
    atLeast("warm: times faster than ansible", 4, Case.WARM, Row::wallSeconds, bars);
    atLeast("unchanged: times faster than ansible", 40, Case.UNCHANGED, Row::wallSeconds, bars);
    atLeast("cold: times less client CPU than ansible", 6, Case.COLD, Row::cpuMillisPerNode, bars);
    atLeast("warm: times less client CPU than ansible", 6, Case.WARM, Row::cpuMillisPerNode, bars);
    atMost("cold: times as long as plain ssh", 1.2, Case.COLD, bars);
    atMost("warm: times as long as plain ssh", 1.2, Case.WARM, bars);
    return bars;
  }

  private void atLeast(
      String what, double bound, Case in, Function<Row, Spread> figure, List<Bar> bars) {
    double theirs = median(Ansible.NAME, in, figure);
    if (theirs > 0) {
      bars.add(Bar.of(what, theirs / median(Ours.NAME, in, figure), bound, true));
    }
  }

  private void atMost(String what, double bound, Case in, List<Bar> bars) {
    double theirs = median(PlainSsh.NAME, in, Row::wallSeconds);
    if (theirs > 0) {
      bars.add(Bar.of(what, median(Ours.NAME, in, Row::wallSeconds) / theirs, bound, false));
    }
  }

  private double median(String tool, Case in, Function<Row, Spread> figure) {
    return rows.stream()
        .filter(row -> row.tool().equals(tool) && row.what() == in)
        .mapToDouble(row -> figure.apply(row).median())
        .findFirst()
        .orElse(0);
  }
}
