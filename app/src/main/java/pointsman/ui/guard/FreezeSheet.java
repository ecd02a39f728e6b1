package pointsman.ui.guard;

import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.GuardSight;
import pointsman.ui.kit.CommandCopy;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// What is frozen, until when, why and by whom; and the commands that change it.
public final class FreezeSheet {
  private FreezeSheet() {}

  /// Opens it.
  public static void open(Overlays overlays, Words words, GuardSight sight) {
    VBox sheet =
        new VBox(
            Text.of(words.of("freeze.title"), "band-title"),
            Text.wrapped(words.of("freeze.detail"), "muted"));
    sight.freezes().forEach(each -> sheet.getChildren().add(row(words, sight, each)));
    Button close = Text.mainButton(words.of("close"), overlays::close);
    sheet
        .getChildren()
        .addAll(
            new CommandCopy("pointsman freeze remove NAME", words), Text.row(0, Text.gap(), close));
    overlays.open(sheet, words.of("freeze.title"), () -> {});
    close.requestFocus();
  }

  private static VBox row(Words words, GuardSight sight, Freeze freeze) {
    String only = freeze.only().stream().map(Name::value).collect(Collectors.joining(", "));
    String times =
        words.of(
            freeze.inForce(sight.at()) ? "freeze.row.now" : "freeze.row.later",
            Units.when(freeze.from(), sight.at()),
            Units.when(freeze.until(), sight.at()));
    VBox row =
        new VBox(
            Text.row(
                10,
                Text.of(freeze.name().value(), "strong"),
                Text.of(times),
                Text.gap(),
                Text.muted(only.isEmpty() ? words.of("freeze.everything") : only)),
            Text.wrapped(
                words.of("freeze.row.why", freeze.why().value(), freeze.operator()), "muted"));
    row.getStyleClass().add("freeze-row");
    return row;
  }
}
