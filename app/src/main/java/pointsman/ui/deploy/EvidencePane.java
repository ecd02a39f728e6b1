package pointsman.ui.deploy;

import java.time.Instant;
import java.util.Optional;
import javafx.scene.layout.VBox;
import pointsman.ui.kit.Facts;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// What was seen on a node after a deploy: the reason where it failed, else the evidence.
final class EvidencePane extends VBox {
  private final Words words;

  EvidencePane(Words words) {
    this.words = words;
  }

  /// Shows a node; empty: nothing.
  void show(Optional<PushBoard.Row> row) {
    getChildren().clear();
    if (row.isEmpty()) {
      return;
    }
    PushBoard.Row it = row.get();
    getChildren().add(Text.of(words.of("evidence.title", it.node().value()), "section"));
    it.failure()
        .ifPresent(failure ->
            getChildren()
                .addAll(
                    Text.wrapped(failure.summary(), "danger-text"),
                    Text.wrapped(failure.action(), "muted")));
    Facts facts = new Facts();
    it.end()
        .ifPresent(end -> {
          facts.add(words.of("evidence.end"), words.of("evidence.end." + end.end().name()));
          end.release()
              .ifPresent(release -> facts.mono(words.of("evidence.release"), release.value()));
          end.evidence().forEach(line -> add(facts, line));
        });
    getChildren().add(facts);
  }

  private static void add(Facts facts, String line) {
    int colon = line.indexOf(": ");
    if (colon < 0) {
      facts.add(line, "");
    } else {
      facts.mono(line.substring(0, colon), readable(line.substring(colon + 2)));
    }
  }

  /// Times in nanoseconds since 1970 as a time of day.
  private static String readable(String value) {
    if (!value.matches("[0-9]{19} ns")) {
      return value;
    }
    long nanos = Long.parseLong(value.substring(0, 19));
    return Units.time(Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L));
  }
}
