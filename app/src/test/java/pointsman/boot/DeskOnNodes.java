package pointsman.boot;

import javafx.scene.Scene;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import pointsman.ui.fx.Threads;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Place;
import pointsman.ui.shell.DeskWindow;

/// The real window over a program and its real nodes, without a display; closed with all that runs
/// behind it.
final class DeskOnNodes implements AutoCloseable {
  private final DeskMaker desk;
  private final DeskWindow window;
  private final Stage stage;

  /// @param place what it shows at first
  DeskOnNodes(Wiring wiring, Place place) throws Exception {
    FxToolkit.registerPrimaryStage();
    desk = new DeskMaker(wiring);
    var work = desk.make();
    window = Camera.fx(() -> new DeskWindow(work, new Works(Threads.real()), desk.words()));
    stage =
        Camera.fx(() -> {
          Stage made = new Stage();
          made.setScene(new Scene(window.root(), 1440, 900));
          made.show();
          window.go(place);
          window.focus();
          return made;
        });
  }

  DeskWindow window() {
    return window;
  }

  /// Reads it and presses its buttons.
  Onlooker eyes() {
    return new Onlooker(window);
  }

  @Override
  public void close() {
    Camera.fx(() -> {
      window.close();
      stage.hide();
      return true;
    });
    desk.close();
  }
}
