package pointsman.ui.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polyline;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.LaneTraffic;
import pointsman.model.traffic.NodeTraffic;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// A lane at the end of its track: name, version, role, and what it does now. Figures that are not
/// known are dashes.
final class LaneSummary extends VBox {
  /// Its height, so that it stands at its track.
  static final double HEIGHT = 88;

  private static final int SAMPLES = 60;
  private static final double SPARK_WIDTH = 84;
  private static final double SPARK_HEIGHT = 16;

  private record Sample(Instant at, double rate) {}

  private final LaneColor color;
  private final Words words;
  private final Label version = Text.of("", "strong");
  private final Label role = Text.muted("");
  private final MarkShape mark = new MarkShape();
  private final Label servers = Text.of("", "strong");
  private final Label rate = Text.of("", "strong");
  private final Label errors = Text.of("", "strong");
  private final Label mean = Text.of("", "strong");
  private final Polyline spark = new Polyline();
  private final Deque<Sample> samples = new ArrayDeque<>();

  LaneSummary(LaneColor color, Words words) {
    this.color = color;
    this.words = words;
    getStyleClass().addAll("lane-summary", "lane-panel");
    pseudoClassStateChanged(PointsTrack.pseudo(color.word()), true);
    Label name = Text.of(words.of("lane." + color.word()).toUpperCase(Locale.ROOT), "lane-word");
    name.pseudoClassStateChanged(PointsTrack.pseudo(color.word()), true);
    name.setMinWidth(USE_PREF_SIZE);
    spark.getStyleClass().add("lane-spark");
    spark.pseudoClassStateChanged(PointsTrack.pseudo(color.word()), true);
    spark.setManaged(false);
    Pane graph = new Pane(spark);
    graph.setMinSize(SPARK_WIDTH, SPARK_HEIGHT);
    graph.setMaxSize(SPARK_WIDTH, SPARK_HEIGHT);
    HBox head = Text.row(8, name, version, role, Text.gap(), graph);
    GridPane figures = new GridPane(8, 1);
    for (int i = 0; i < 4; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(25);
      figures.getColumnConstraints().add(column);
    }
    HBox count = Text.row(6, mark, servers);
    figures.addRow(0, quiet("servers"), quiet("rate"), quiet("errors"), quiet("mean"));
    figures.addRow(1, count, rate, errors, mean);
    getChildren().addAll(head, figures);
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
  }

  private Label quiet(String key) {
    return Text.of(words.of("traffic.lane." + key), "muted", "small");
  }

  /// Shows the lane as it is.
  void show(TrafficPicture now) {
    LaneTraffic lane = now.lane(color);
    version.setText(now.version(color));
    role.setText(role(now));
    boolean none = lane.servers() == 0;
    mark.show(none ? Mark.NONE : now.stale() ? Mark.STALE : state(lane, seenByAll(now)), words);
    servers.setText(
        none ? "–" : lane.seen() == 0 ? "?/" + lane.servers() : lane.up() + "/" + lane.servers());
    rate.setText(Units.count(lane.perSecond().orElse(-1)));
    errors.setText(GateRow.share(lane.errorShare()));
    mean.setText(lane.mean().map(GateRow::mean).orElse("–"));
    lane.perSecond().ifPresent(value -> sample(now.now(), value));
    setAccessibleText(
        words.of(
                "traffic.lane.accessible",
                words.of("lane." + color.word()),
                version.getText(),
                role.getText(),
                servers.getText(),
                rate.getText())
            + words.of("traffic.lane.accessible.more", errors.getText(), mean.getText()));
  }

  static boolean seenByAll(TrafficPicture now) {
    return now.traffic().nodes().stream().allMatch(NodeTraffic::current);
  }

  /// What no node tells of is not known, which is not down.
  static Mark state(LaneTraffic lane, boolean seenByAll) {
    if (lane.seen() == 0) {
      return Mark.STALE;
    }
    if (lane.up() == lane.servers()) {
      return seenByAll ? Mark.UP : Mark.PARTLY;
    }
    return lane.up() == 0 ? Mark.DOWN : Mark.DEGRADED;
  }

  private String role(TrafficPicture now) {
    if (now.traffic().commanded().live() == color) {
      return words.of("live");
    }
    if (now.lane(color).servers() == 0) {
      return words.of("traffic.lane.none");
    }
    return words.of(
        now.rollout().filter(each -> each.live() == color).isPresent()
            ? "traffic.lane.net"
            : "candidate");
  }

  private void sample(Instant at, double value) {
    if (!samples.isEmpty() && Duration.between(samples.getLast().at(), at).toMillis() < 1000) {
      return;
    }
    samples.add(new Sample(at, value));
    if (samples.size() > SAMPLES) {
      samples.removeFirst();
    }
    double most = Math.max(1, samples.stream().mapToDouble(Sample::rate).max().orElse(1));
    spark.getPoints().clear();
    double x = SPARK_WIDTH - (samples.size() - 1) * (SPARK_WIDTH / (SAMPLES - 1));
    for (Sample each : samples) {
      spark.getPoints().addAll(x, 1 + (SPARK_HEIGHT - 2) * (1 - each.rate() / most));
      x += SPARK_WIDTH / (SAMPLES - 1);
    }
  }
}
