package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.Share;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// The drawing of the stages: a ring where the share was commanded, triangles and the coloured line
/// where it was measured, dashed where only some nodes are. Drawn for the eye only: the slider
/// around it says all of it in words.
final class StageTrack extends Region {
  /// Where the line lies, from the top.
  static final double LINE = 44;

  /// From the sides to the ends of the line.
  static final double EDGE = 44;

  private static final int MOST_MARKS = 3;
  private static final PseudoClass PASSED = PseudoClass.getPseudoClass("passed");
  private static final PseudoClass WANTED = PseudoClass.getPseudoClass("wanted");
  private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");

  private final Words words;
  private final Line rail = new Line();
  private final Line passed = new Line();
  private final Line some = new Line();
  private final Group ticks = new Group();
  private final Circle thumb = new Circle(10.5);
  private final Label measured = Text.of("", "stage-measured");
  private final List<Polygon> marks = new ArrayList<>();
  private final List<Label> names = new ArrayList<>();
  private final List<Circle> stops = new ArrayList<>();
  private Optional<StagePicture> picture = Optional.empty();

  StageTrack(Words words) {
    this.words = words;
    setMouseTransparent(true);
    rail.getStyleClass().add("stage-rail");
    passed.getStyleClass().addAll("stage-rail", "stage-passed");
    some.getStyleClass().addAll("stage-rail", "stage-passed", "stage-some");
    thumb.getStyleClass().add("stage-thumb");
    ticks.setAutoSizeChildren(false);
    List.of(rail, passed, some, ticks, thumb).forEach(each -> each.setManaged(false));
    getChildren().addAll(rail, passed, some, ticks, thumb, measured);
    for (int i = 0; i < MOST_MARKS; i++) {
      Polygon mark = new Polygon(-6, 0, 6, 0, 0, 9);
      mark.getStyleClass().add("stage-mark");
      mark.setManaged(false);
      mark.setLayoutY(LINE - 25);
      marks.add(mark);
      getChildren().add(mark);
    }
  }

  /// Draws the stages.
  void show(StagePicture next) {
    boolean other = picture.map(old -> !old.scale().equals(next.scale())).orElse(true);
    picture = Optional.of(next);
    if (other) {
      stops(next);
    }
    for (LaneColor lane : LaneColor.values()) {
      PseudoClass pseudo = PseudoClass.getPseudoClass(lane.word());
      boolean its = lane == next.candidate();
      stops.forEach(each -> each.pseudoClassStateChanged(pseudo, its));
      passed.pseudoClassStateChanged(pseudo, its);
      some.pseudoClassStateChanged(pseudo, its);
      thumb.pseudoClassStateChanged(pseudo, its);
    }
    measured.setText(StageWords.measured(next, words));
    states(next);
    requestLayout();
  }

  /// What is passed is what was measured: colour never runs ahead of it.
  private void states(StagePicture next) {
    boolean unknown = !next.measure().known();
    Share there = reached(next);
    for (int i = 0; i < stops.size(); i++) {
      Share tick = next.scale().ticks().get(i);
      boolean behind = tick.compareTo(there) <= 0 && !there.equals(Share.NONE);
      stops.get(i).pseudoClassStateChanged(PASSED, behind);
      stops.get(i).pseudoClassStateChanged(UNKNOWN, unknown);
      names.get(i).pseudoClassStateChanged(WANTED, tick.equals(next.wanted()));
    }
    passed.pseudoClassStateChanged(UNKNOWN, unknown);
    some.pseudoClassStateChanged(UNKNOWN, unknown);
    measured.pseudoClassStateChanged(UNKNOWN, unknown);
    marks.forEach(mark -> mark.pseudoClassStateChanged(UNKNOWN, unknown));
  }

  private static Share reached(StagePicture now) {
    return now.measured().stream().min(Share::compareTo).orElse(Share.NONE);
  }

  /// What the furthest node reached: from where all are to there only some went.
  private static Share furthest(StagePicture now) {
    return now.measured().stream().max(Share::compareTo).orElse(Share.NONE);
  }

  private void stops(StagePicture next) {
    ticks.getChildren().clear();
    getChildren().removeAll(names);
    names.clear();
    stops.clear();
    for (Share tick : next.scale().ticks()) {
      Circle stop = new Circle(7);
      stop.getStyleClass().add("stage-stop");
      stops.add(stop);
      ticks.getChildren().add(stop);
      names.add(Text.of(tick.toString(), "stage-name"));
    }
    getChildren().addAll(names);
  }

  /// Where a share is drawn.
  double x(Share share) {
    StageScale scale = picture.map(StagePicture::scale).orElseGet(StageScale::usual);
    return Math.rint(EDGE + scale.position(share) * (getWidth() - 2 * EDGE));
  }

  @Override
  protected void layoutChildren() {
    if (picture.isEmpty()) {
      return;
    }
    StagePicture now = picture.get();
    line(rail, x(Share.NONE), x(Share.ALL));
    line(passed, x(Share.NONE), x(reached(now)));
    line(some, x(reached(now)), x(furthest(now)));
    some.setVisible(!reached(now).equals(furthest(now)));
    for (int i = 0; i < stops.size(); i++) {
      double x = x(now.scale().ticks().get(i));
      stops.get(i).setCenterX(x);
      stops.get(i).setCenterY(LINE);
      centre(names.get(i), x, LINE + 18, getWidth());
    }
    thumb.setCenterX(x(now.wanted()));
    thumb.setCenterY(LINE);
    List<Share> at = now.measured();
    for (int i = 0; i < MOST_MARKS; i++) {
      marks.get(i).setVisible(i < at.size());
      marks.get(i).setLayoutX(x(i < at.size() ? at.get(i) : now.wanted()));
    }
    centre(measured, at.isEmpty() ? x(now.wanted()) : x(at.getFirst()), 2, getWidth());
  }

  private static void line(Line line, double from, double to) {
    line.setStartX(from);
    line.setEndX(to);
    line.setStartY(LINE);
    line.setEndY(LINE);
  }

  /// Centres a label at a place, but within the width.
  static void centre(Label label, double x, double y, double width) {
    double wide = Math.min(label.prefWidth(-1), width);
    double left = Math.rint(Math.clamp(x - wide / 2, 0, Math.max(0, width - wide)));
    label.resizeRelocate(left, y, Math.ceil(wide), label.prefHeight(-1));
  }
}
