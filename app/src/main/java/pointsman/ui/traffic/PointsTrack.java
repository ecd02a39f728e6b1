package pointsman.ui.traffic;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.scene.Group;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.Line;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Shape;
import pointsman.ui.kit.Motion;

/// The drawing of a railway switch: blue's track goes straight on, green's branches off. How much
/// of the band lies on a track is its share; the blade points where the nodes were measured to send
/// users. Colours come from the style sheet. Drawn for the eye only: the control around it says all
/// of it in words.
final class PointsTrack extends Region {
  /// Where green's track ends, from the top.
  static final double GREEN = 48;

  /// Where blue's track lies, from the top.
  static final double BLUE = 148;

  private static final double GAUGE = 5.5;
  private static final double BAND = 15;
  private static final double LEAST_BAND = 1.5;
  private static final double BLADE = 92;
  private static final double FOLLOW = 400;
  private static final double SEAT = 180;

  private final DoubleProperty blade = new SimpleDoubleProperty();
  private final DoubleProperty flow = new SimpleDoubleProperty();
  private final Motion bladeMotion = new Motion(blade);
  private final Motion flowMotion = new Motion(flow);
  private final Path[] straight = {path("sleepers"), path("track-rail"), path("track-rail")};
  private final Path[] branch = {path("sleepers"), path("track-rail"), path("track-rail")};
  private final Path trunk = path("points-band");
  private final Path blueBand = path("points-band");
  private final Path greenBand = path("points-band");
  private final Line tongue = new Line();
  private final Line second = new Line();
  private final Circle pivot = new Circle(6);
  private PseudoClass seat = pseudo("unknown");
  private double secondAt = -1;

  PointsTrack() {
    getStyleClass().add("points-track");
    setMouseTransparent(true);
    tongue.getStyleClass().add("points-blade");
    second.getStyleClass().add("points-blade");
    pivot.getStyleClass().add("points-pivot");
    blueBand.pseudoClassStateChanged(pseudo("blue"), true);
    greenBand.pseudoClassStateChanged(pseudo("green"), true);
    Group all = new Group();
    all.setManaged(false);
    all.setAutoSizeChildren(false);
    all.getChildren().addAll(branch);
    all.getChildren().addAll(straight);
    all.getChildren().addAll(trunk, blueBand, greenBand, second, tongue, pivot);
    getChildren().add(all);
    blade.subscribe(_ -> requestLayout());
    flow.subscribe(_ -> requestLayout());
    setMinHeight(GREEN + BLUE + 12);
  }

  static PseudoClass pseudo(String name) {
    return PseudoClass.getPseudoClass(name);
  }

  private static Path path(String styleClass) {
    Path path = new Path();
    path.getStyleClass().add(styleClass);
    return path;
  }

  /// Draws what was measured.
  void show(PointsPicture picture) {
    PseudoClass next =
        switch (picture.seat()) {
          case SEATED -> pseudo("seated");
          case MOVING -> pseudo("moving");
          case APART -> pseudo("apart");
          case UNKNOWN -> pseudo("unknown");
        };
    for (Shape each : new Shape[] {tongue, second, pivot, blueBand, greenBand, trunk}) {
      each.pseudoClassStateChanged(seat, false);
      each.pseudoClassStateChanged(next, true);
    }
    seat = next;
    boolean green = picture.greenFlow() > 0.5;
    trunk.pseudoClassStateChanged(pseudo("blue"), !green);
    trunk.pseudoClassStateChanged(pseudo("green"), green);
    secondAt =
        picture.seat() == PointsPicture.Seat.APART
            ? picture.at(picture.measure().groups().get(1).green())
            : -1;
    second.setVisible(secondAt >= 0);
    bladeMotion.to(picture.blade(), SEAT);
    flowMotion.to(picture.greenFlow(), FOLLOW);
    requestLayout();
  }

  /// Where the blade turns.
  double pivot() {
    return Math.rint(getWidth() * 0.5);
  }

  /// Where the blade's free end is.
  double tip() {
    return pivot() + Math.min(BLADE, run() * 0.5);
  }

  private double run() {
    return Math.min(220, getWidth() * 0.36);
  }

  /// Stops what moves.
  void stop() {
    bladeMotion.stop();
    flowMotion.stop();
  }

  @Override
  protected void layoutChildren() {
    for (int i = 0; i < straight.length; i++) {
      double shift = i == 0 ? 0 : i == 1 ? -GAUGE : GAUGE;
      along(straight[i], 0, BLUE + shift);
      branching(branch[i], shift);
    }
    double green = flow.get();
    double greenWidth = width(green);
    double blueWidth = width(1 - green);
    trunk.setStrokeWidth(BAND);
    along(trunk, 0, BLUE);
    ((LineTo) trunk.getElements().getLast()).setX(pivot());
    blueBand.setStrokeWidth(blueWidth);
    blueBand.setVisible(blueWidth > 0);
    along(blueBand, pivot(), BLUE + (BAND - Math.max(blueWidth, 0)) / 2);
    greenBand.setStrokeWidth(greenWidth);
    greenBand.setVisible(greenWidth > 0);
    branching(greenBand, 0);
    place(tongue, blade.get());
    place(second, Math.max(0, secondAt));
    pivot.setCenterX(pivot());
    pivot.setCenterY(BLUE);
  }

  private static double width(double share) {
    return share <= 0 ? 0 : Math.max(LEAST_BAND, BAND * share);
  }

  private void along(Path path, double from, double y) {
    path.getElements().setAll(new MoveTo(from, y), new LineTo(getWidth(), y));
  }

  private void branching(Path path, double shift) {
    double from = pivot();
    double run = run();
    path.getElements()
        .setAll(
            new MoveTo(from, BLUE + shift),
            new CubicCurveTo(
                from + run * 0.5,
                BLUE + shift,
                from + run * 0.5,
                GREEN + shift,
                from + run,
                GREEN + shift),
            new LineTo(getWidth(), GREEN + shift));
  }

  /// The tongue goes from blue's track to the middle of green's curve.
  private void place(Line line, double at) {
    line.setStartX(pivot());
    line.setStartY(BLUE);
    line.setEndX(tip());
    line.setEndY(BLUE - at * (BLUE - GREEN) * 0.42);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 460;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 240;
  }
}
