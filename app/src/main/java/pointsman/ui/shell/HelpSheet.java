package pointsman.ui.shell;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// `?`: every key there is.
final class HelpSheet {
  private static final String[][] KEYS = {
    {"Ctrl+K", "palette"},
    {"Ctrl+1–4", "screens"},
    {"/", "filter"},
    {"Ctrl+Enter", "run"},
    {"Ctrl+Shift+L", "lock"},
    {"[  ]", "stage"},
    {"Ctrl+.", "pause"},
    {"Ctrl+Shift+R", "wayBack"},
    {"F6", "pane"},
    {"Alt+←", "back"},
    {"Esc", "close"},
    {"?", "help"},
  };

  private HelpSheet() {}

  static void open(Overlays overlays, Words words) {
    GridPane grid = new GridPane(24, 9);
    for (int i = 0; i < KEYS.length; i++) {
      Label key = Text.of(KEYS[i][0], "key-cap");
      key.setMinWidth(Region.USE_PREF_SIZE);
      Label does = Text.wrapped(words.of("help." + KEYS[i][1]));
      GridPane.setHgrow(does, Priority.ALWAYS);
      grid.addRow(i, key, does);
    }
    Button close = Text.mainButton(words.of("close"), overlays::close);
    VBox sheet =
        new VBox(
            Text.of(words.of("help.title"), "band-title"), grid, Text.row(0, Text.gap(), close));
    overlays.open(sheet, words.of("help.title"), () -> {});
    close.requestFocus();
  }
}
