package pointsman.ui.traffic;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import pointsman.model.fleet.LaneColor;
import pointsman.ui.kit.Words;

/// The points with both lanes at the ends of their tracks; the lanes stand below where there is no
/// room beside.
final class PointsPanel extends Region {
  private static final double LANES = 316;
  private static final double ROOM = 620;
  private static final double GAP = 12;

  private final Words words;
  private final PointsControl points;
  private final LaneSummary blue;
  private final LaneSummary green;

  PointsPanel(Words words, Runnable pulled) {
    this.words = words;
    points = new PointsControl(words, pulled);
    blue = new LaneSummary(LaneColor.BLUE, words);
    green = new LaneSummary(LaneColor.GREEN, words);
    getChildren().addAll(points, green, blue);
  }

  /// Shows the pool as it is.
  void show(TrafficPicture now) {
    points.show(
        new PointsPicture(
            now.traffic().commanded().live(),
            now.traffic().commanded().green(),
            Measure.of(now.traffic()),
            now.traffic().motion(),
            now.perSecond(),
            TrafficWords.where(now, words),
            TrafficWords.points(now, words),
            Act.ofLever(now, words).map(Act::label).orElse("")));
    blue.show(now);
    green.show(now);
  }

  void stop() {
    points.stop();
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private static boolean beside(double width) {
    return width < 0 || width >= ROOM;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 880;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 240;
  }

  @Override
  protected double computePrefHeight(double width) {
    return beside(width)
        ? points.prefHeight(width < 0 ? -1 : width - LANES)
        : points.prefHeight(width) + 2 * (LaneSummary.HEIGHT + GAP);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    if (beside(width)) {
      double left = Math.rint(width - LANES);
      points.resizeRelocate(0, 0, left, points.prefHeight(left));
      place(green, left, PointsTrack.GREEN - LaneSummary.HEIGHT / 2, LANES);
      place(blue, left, PointsTrack.BLUE - LaneSummary.HEIGHT / 2, LANES);
      return;
    }
    double height = points.prefHeight(width);
    points.resizeRelocate(0, 0, width, height);
    place(green, 0, height + GAP, width);
    place(blue, 0, height + GAP * 2 + LaneSummary.HEIGHT, width);
  }

  private static void place(LaneSummary lane, double x, double y, double width) {
    lane.resizeRelocate(x, y, width, LaneSummary.HEIGHT);
  }
}
