package pointsman.ui.gauge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/// Takes the times of frames while something moves at each of them. The first few are left out. FX
/// thread only.
final class FrameTimes extends AnimationTimer {
  private static final int LEFT_OUT = 20;

  private final Scene scene;
  private final Runnable step;
  private final int wanted;
  private final Runnable afterLayout = this::laidOut;
  private final List<Double> apart = new ArrayList<>();
  private final List<Double> work = new ArrayList<>();
  private final CompletableFuture<FrameTimes> done = new CompletableFuture<>();
  private int seen;
  private long began;

  /// @param step what moves at the begin of each frame
  /// @param wanted how many frames count
  FrameTimes(Scene scene, Runnable step, int wanted) {
    this.scene = scene;
    this.step = step;
    this.wanted = wanted;
  }

  /// Begins; done with the last frame.
  CompletableFuture<FrameTimes> done() {
    scene.addPostLayoutPulseListener(afterLayout);
    start();
    return done;
  }

  @Override
  public void handle(long now) {
    long before = began;
    began = System.nanoTime();
    if (seen > LEFT_OUT) {
      apart.add((began - before) / 1e6);
    }
    seen++;
    if (apart.size() >= wanted) {
      stop();
      scene.removePostLayoutPulseListener(afterLayout);
      done.complete(this);
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      stop();
      scene.removePostLayoutPulseListener(afterLayout);
      done.completeExceptionally(e);
    }
  }

  private void laidOut() {
    if (seen > LEFT_OUT) {
      work.add((System.nanoTime() - began) / 1e6);
    }
  }

  /// Milliseconds from the begin of a frame to the begin of the next.
  List<Double> apart() {
    return apart;
  }

  /// Milliseconds that each frame kept the FX thread busy, until all was laid out.
  List<Double> work() {
    return work;
  }
}
