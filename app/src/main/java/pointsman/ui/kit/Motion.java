package pointsman.ui.kit;

import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.util.Duration;

/// Moves a number to another one, and then stands still. At once where the system asks for less
/// motion. FX thread only.
public final class Motion {
  private final DoubleProperty value;
  private final Timeline timeline = new Timeline();
  private double target = Double.NaN;

  /// @param value what is moved
  public Motion(DoubleProperty value) {
    this.value = value;
  }

  /// Whether the system asks for less motion.
  public static boolean isReduced() {
    return Platform.getPreferences().isReducedMotion();
  }

  /// Moves on to a target; the first one is taken at once, for nothing was there before.
  ///
  /// @param millis how long
  public void to(double next, double millis) {
    if (next == target) {
      return;
    }
    boolean first = Double.isNaN(target);
    target = next;
    timeline.stop();
    if (first || isReduced()) {
      value.set(next);
      return;
    }
    timeline
        .getKeyFrames()
        .setAll(
            new KeyFrame(
                Duration.millis(millis), new KeyValue(value, next, Interpolator.EASE_BOTH)));
    timeline.play();
  }

  /// Stands still where it was going.
  public void stop() {
    timeline.stop();
    if (!Double.isNaN(target)) {
      value.set(target);
    }
  }
}
