package pointsman.ui.traffic;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import pointsman.model.fleet.LaneColor;
import pointsman.ui.kit.Motion;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// A pool's points: the lever stands as commanded, the blade as measured. The blade is half-way
/// while nodes are in transit and seated only when they agree; where they do not, both ends are
/// drawn with the counts of nodes; where a node is silent it is dashed, with a question mark. Says
/// all of it in words too. Works by pointer, Enter and Space. FX thread only.
final class PointsControl extends Region {
  private static final double LEVER = 120;
  private static final double LEVER_WIDTH = 66;
  private static final double LEVER_HEIGHT = 20;
  private static final double KNOB = 8;
  private static final double BELOW = 68;

  private final Words words;
  private final Runnable pulled;
  private final PointsTrack track = new PointsTrack();
  private final Label rate = Text.of("", "points-rate");
  private final Label where = Text.of("", "muted", "small");
  private final Label blade = Text.of("", "points-blade-word");
  private final Pane lever = new Pane();
  private final Circle knob = new Circle(KNOB);
  private final HBox leverRow;
  private final Tooltip tip = new Tooltip();
  private final Label sentence = Text.wrapped("", "muted", "small");
  private final DoubleProperty at = new SimpleDoubleProperty();
  private final Motion motion = new Motion(at);

  /// @param pulled called when the operator pulls the lever; it moves only once that is commanded
  PointsControl(Words words, Runnable pulled) {
    this.words = words;
    this.pulled = pulled;
    getStyleClass().add("points");
    setAccessibleRole(AccessibleRole.BUTTON);
    setAccessibleRoleDescription(words.of("points.role"));
    setFocusTraversable(true);
    lever.getStyleClass().add("points-lever");
    lever.setMinSize(LEVER_WIDTH, LEVER_HEIGHT);
    lever.setMaxSize(LEVER_WIDTH, LEVER_HEIGHT);
    lever.getChildren().add(knob);
    knob.getStyleClass().add("points-knob");
    knob.setManaged(false);
    knob.setCenterY(LEVER_HEIGHT / 2);
    at.subscribe(
        now -> knob.setCenterX(KNOB + 2 + now.doubleValue() * (LEVER_WIDTH - 2 * (KNOB + 2))));
    leverRow = Text.row(8, lane(LaneColor.BLUE), lever, lane(LaneColor.GREEN));
    rate.setMinWidth(USE_PREF_SIZE);
    blade.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(track, rate, where, blade, leverRow, sentence);
    Tooltip.install(leverRow, tip);
    leverRow.setOnMouseClicked(_ -> pull());
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private Label lane(LaneColor color) {
    Label label = Text.of(words.of("lane." + color.word()), "lane-word", "small");
    label.pseudoClassStateChanged(PointsTrack.pseudo(color.word()), true);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }

  private void key(KeyEvent event) {
    if ((event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE)
        && !event.isShortcutDown()) {
      pull();
      event.consume();
    }
  }

  private void pull() {
    requestFocus();
    pulled.run();
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.FIRE) {
      pull();
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }

  /// Shows the points as they stand.
  void show(PointsPicture picture) {
    track.show(picture);
    motion.to(picture.at(picture.lever()), LEVER);
    rate.setText(
        picture.perSecond().isPresent()
            ? words.of("points.rate", Units.count(picture.perSecond().getAsDouble()))
            : words.of("points.rate.unknown"));
    where.setText(picture.where());
    sentence.setText(picture.sentence());
    String down = TrafficWords.down(picture.measure(), words);
    String seated = bladeWord(picture);
    blade.setText(seated + (seated.isEmpty() || down.isEmpty() ? "" : " · ") + down);
    blade.pseudoClassStateChanged(PointsTrack.pseudo("down"), !down.isEmpty());
    for (PointsPicture.Seat seat : PointsPicture.Seat.values()) {
      blade.pseudoClassStateChanged(
          PointsTrack.pseudo(seat.name().toLowerCase(java.util.Locale.ROOT)),
          seat == picture.seat());
    }
    String pull = picture.pull();
    setAccessibleText(
        words.of("points.accessible", picture.sentence())
            + (pull.isEmpty() ? "" : " " + words.of("points.pull", pull)));
    tip.setText(pull.isEmpty() ? words.of("points.pull.none") : pull);
    requestLayout();
  }

  private String bladeWord(PointsPicture picture) {
    return switch (picture.seat()) {
      case SEATED -> picture.differs() ? words.of("points.differs") : "";
      case MOVING -> words.of("points.moving." + motionWord(picture));
      case APART ->
          String.join(
              " | ",
              picture.measure().groups().stream()
                  .map(group -> Integer.toString(group.nodes().size()))
                  .toList());
      case UNKNOWN ->
          picture.measure().silent() == 0
              ? ""
              : words.of("points.unknown", picture.measure().silent());
    };
  }

  private static String motionWord(PointsPicture picture) {
    return switch (picture.motion()) {
      case STILL, VERIFYING -> "verify";
      case PREPARING -> "prepare";
      case COMMITTING -> "commit";
    };
  }

  /// Stops what moves; for a screen that leaves.
  void stop() {
    track.stop();
    motion.stop();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    track.resizeRelocate(0, 0, width, PointsTrack.BLUE + 12);
    place(rate, 8, PointsTrack.BLUE - 38, track.pivot() - 16);
    place(where, 8, PointsTrack.BLUE + 14, width - 16);
    double wide = blade.prefWidth(-1);
    blade.resizeRelocate(
        Math.rint(Math.clamp(track.tip() + 10, 0, Math.max(0, width - wide))),
        PointsTrack.BLUE - 34,
        wide,
        blade.prefHeight(-1));
    double row = PointsTrack.BLUE + 42;
    leverRow.resizeRelocate(8, row, leverRow.prefWidth(-1), LEVER_HEIGHT);
    place(sentence, 8, row + LEVER_HEIGHT + 6, width - 16);
  }

  private static void place(Region region, double x, double y, double width) {
    double pref = Math.min(region.prefWidth(-1), Math.max(0, width));
    region.resizeRelocate(x, y, Math.ceil(pref), region.prefHeight(Math.ceil(pref)));
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefHeight(double width) {
    double inner = width < 0 ? -1 : Math.max(0, width - 16);
    return PointsTrack.BLUE + BELOW + Math.ceil(sentence.prefHeight(inner));
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefWidth(double height) {
    return track.prefWidth(height);
  }

  @Override
  protected double computeMinWidth(double height) {
    return 240;
  }
}
