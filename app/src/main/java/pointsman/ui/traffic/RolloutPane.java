package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.port.TrafficStore;
import pointsman.ui.kit.CommandCopy;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// The inspector of a pool's page: what the rollout did and who wanted it, the way back, what
/// happens when this desk goes away, and each action as a command.
final class RolloutPane extends VBox {
  private static final int LINES = 12;

  private final Words words;
  private final VBox history = new VBox();
  private final Label back = Text.wrapped("", "muted");
  private final VBox away;
  private final Label awayWords = Text.wrapped("", "muted");
  private final VBox commands = new VBox(10);
  private List<TrafficStore.Line> shownLines = List.of();
  private List<String> shownCommands = List.of();

  RolloutPane(Words words) {
    this.words = words;
    getStyleClass().add("inspector");
    away = block("traffic.away", awayWords);
    away.managedProperty().bind(away.visibleProperty());
    getChildren()
        .addAll(
            block("traffic.history", history),
            block("traffic.back", back),
            away,
            block("command.title", commands));
    empty();
  }

  private VBox block(String key, javafx.scene.Node content) {
    VBox block = new VBox(Text.of(words.of(key), "section"), content);
    block.getStyleClass().add("block");
    return block;
  }

  /// Shows the rollout.
  void show(TrafficPicture now, List<Act> acts) {
    if (!now.history().equals(shownLines)) {
      shownLines = now.history();
      lines(now);
    }
    String lane = words.of("lane." + now.home().word());
    back.setText(words.of("traffic.back.how", lane, took(now)));
    Optional<RolloutPolicy> policy = now.rollout().map(each -> each.policy());
    away.setVisible(policy.isPresent());
    awayWords.setText(
        policy
            .map(each ->
                each.lease()
                    .map(lease -> words.of("traffic.away.lease", lane, Units.age(lease)))
                    .orElseGet(() -> words.of("traffic.away.none")))
            .orElse(""));
    commands(now, acts);
  }

  private String took(TrafficPicture now) {
    return now.shifts().stream()
        .findFirst()
        .map(entry -> {
          long went =
              entry.nodes().stream().filter(node -> node.end() == NodeShifted.End.SEATED).count();
          int all = entry.nodes().size();
          return went == all
              ? words.of("traffic.back.took", Units.took(entry.total()), all)
              : words.of("traffic.back.tookSome", Units.took(entry.total()), went, all);
        })
        .orElse("");
  }

  private void empty() {
    history.getChildren().setAll(Text.wrapped(words.of("traffic.history.none"), "muted"));
  }

  private void lines(TrafficPicture now) {
    if (now.history().isEmpty()) {
      empty();
      return;
    }
    history.getChildren().clear();
    List<TrafficStore.Line> newest = new ArrayList<>(now.history().reversed());
    for (TrafficStore.Line line : newest.subList(0, Math.min(LINES, newest.size()))) {
      Label time = Text.of(Units.when(line.at(), now.now()), "muted");
      time.setMinWidth(Label.USE_PREF_SIZE);
      Label what = Text.wrapped(line.what());
      VBox text = new VBox(1, what, Text.of(line.who(), "muted", "small"));
      HBox.setHgrow(text, Priority.ALWAYS);
      HBox row = new HBox(10, time, text);
      row.getStyleClass().add("history-row");
      row.setAccessibleText(
          String.format(Locale.ROOT, "%s %s, %s", time.getText(), line.what(), line.who()));
      history.getChildren().add(row);
    }
    if (newest.size() > LINES) {
      history.getChildren().add(Text.muted(words.of("attention.more", newest.size() - LINES)));
    }
  }

  private void commands(TrafficPicture now, List<Act> acts) {
    List<String> next = new ArrayList<>();
    acts.stream().map(Act::command).filter(each -> !each.isEmpty()).forEach(next::add);
    next.add("pointsman traffic " + now.pool().name());
    if (!next.equals(shownCommands)) {
      shownCommands = next;
      commands
          .getChildren()
          .setAll(next.stream().map(each -> new CommandCopy(each, words)).toList());
    }
  }
}
