package pointsman.boot;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// Takes pictures of a scene, from any thread but the FX thread.
final class Camera {
  private final Path folder;

  Camera(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
  }

  /// Runs something on the FX thread and waits for it.
  static <T> T fx(Callable<T> call) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        done.complete(call.call());
      } catch (Throwable e) {
        // An assertion too: else who waits would wait for ever.
        done.completeExceptionally(e);
      }
    });
    try {
      return done.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lets two frames pass, so that what was asked for is drawn.
  static void settle() {
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Boolean> frame = new CompletableFuture<>();
      Platform.runLater(() -> Platform.requestNextPulse());
      Platform.runLater(() -> frame.complete(true));
      frame.join();
    }
  }

  /// Takes a picture.
  void take(Scene scene, String name) throws IOException {
    settle();
    WritableImage shot = fx(() -> scene.snapshot(null));
    int width = (int) shot.getWidth();
    int height = (int) shot.getHeight();
    int[] pixels = new int[width * height];
    shot.getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
    System.err.println("picture " + folder.resolve(name + ".png"));
  }
}
