package pointsman.ui.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.util.Subscription;
import pointsman.ui.desk.Settings;

/// Light and dark over AtlantaFX, as set or as the system says. FX thread only.
final class Theme implements AutoCloseable {
  private static final String SHEET =
      Objects.requireNonNull(Theme.class.getResource("/assets/pointsman.css"), "pointsman.css")
          .toExternalForm();

  private final Parent root;
  private final Subscription system;
  private Settings.Theme wanted = Settings.Theme.SYSTEM;

  /// @param root the scene's root; carries the class that tokens hang on
  Theme(Parent root) {
    this.root = root;
    root.getStyleClass().add("desk");
    root.getStylesheets().add(SHEET);
    system = Platform.getPreferences().colorSchemeProperty().subscribe(_ -> apply());
  }

  /// Draws the desk in a theme.
  void use(Settings.Theme theme) {
    wanted = theme;
    apply();
  }

  private void apply() {
    boolean dark =
        switch (wanted) {
          case LIGHT -> false;
          case DARK -> true;
          case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    Application.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    root.getStyleClass().remove("dark");
    if (dark) {
      root.getStyleClass().add("dark");
    }
  }

  @Override
  public void close() {
    system.unsubscribe();
  }
}
