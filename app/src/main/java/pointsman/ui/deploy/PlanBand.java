package pointsman.ui.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodePlan;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// The plan in numbers: how many nodes, what it touches, what stands in its way.
final class PlanBand {
  private static final double BESIDE = 40;
  private static final double BESIDE_OPEN = 260;
  private static final double LEAST = 240;

  private static final int SOME = 4;

  private final Words words;
  private final DeployViewModel model;
  private final CheckBox takeOver = new CheckBox();

  PlanBand(Words words, DeployViewModel model) {
    this.words = words;
    this.model = model;
  }

  /// Whether foreign configs are to be replaced, as ticked.
  CheckBox takeOver() {
    return takeOver;
  }

  /// A card for a plan.
  ///
  /// @param open whether it can still be started, so that its settings are shown
  Card card(PlanView view, boolean open) {
    Card card = new Card();
    PlanView.Counts counts = view.counts();
    FlowPane numbers =
        new FlowPane(
            24,
            6,
            Text.of(
                words.of("plan.counts", counts.change(), counts.add(), counts.remove()),
                "band-title"));
    numbers.setAlignment(Pos.CENTER_LEFT);
    // It is asked how tall it wants to be without a width: as wide as the card lets it, not 400.
    double beside = open ? BESIDE_OPEN : BESIDE;
    numbers
        .prefWrapLengthProperty()
        .bind(Bindings.max(LEAST, card.widthProperty().subtract(beside)));
    HBox.setHgrow(numbers, Priority.ALWAYS);
    HBox row = Text.row(24, numbers);
    numbers.getChildren().add(number("plan.reload", counts.reload()));
    numbers.getChildren().add(number("plan.runtime", counts.all() - counts.reload()));
    numbers.getChildren().add(number("plan.unchanged", counts.unchanged()));
    if (counts.blocked() > 0) {
      numbers.getChildren().add(number("plan.blocked", counts.blocked()));
    }
    if (open && counts.all() > 1) {
      row.getChildren().add(Text.whole(Text.row(8, Text.muted(words.of("plan.wave")), wave())));
    }
    card.with(row, radius(view));
    if (open) {
      for (String note : view.notes()) {
        card.with(Text.wrapped(note, "muted", "small"));
      }
      view.limits().forEach((limit, subjects) -> limit(card, limit, subjects));
    }
    view.standing().forEach((what, nodes) -> standing(card, what, nodes));
    blocked(card, view, open);
    foreign(card, view.takeOver(), open);
    return card;
  }

  private HBox number(String key, int value) {
    return Text.whole(
        Text.row(6, Text.of(words.of(key)), Text.of(Integer.toString(value), "strong")));
  }

  private Label radius(PlanView view) {
    if (view.counts().all() == 0) {
      return Text.wrapped(words.of(idle(view)), "muted");
    }
    String services = view.services().stream().map(Name::value).collect(Collectors.joining(", "));
    return Text.wrapped(
        view.connections() < 0
            ? words.of("plan.touches", services.isEmpty() ? "–" : services)
            : words.of(
                "plan.radius",
                services.isEmpty() ? "–" : services,
                Units.count((double) view.connections())),
        "muted");
  }

  /// What it means that nothing would change: only nodes that were all asked run what is wanted.
  private static String idle(PlanView view) {
    if (view.plan().nodes().isEmpty()) {
      return "plan.nothing.nodes";
    }
    return view.counts().blocked() > 0 ? "plan.nothing.known" : "plan.nothing";
  }

  private ComboBox<Integer> wave() {
    ComboBox<Integer> box = new ComboBox<>();
    box.getItems().addAll(10, 25, 50, 100);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Integer percent) {
            return percent == null
                ? ""
                : percent == 100
                    ? words.of("plan.wave.all")
                    : words.of("plan.wave.percent", percent);
          }

          @Override
          public Integer fromString(String text) {
            return 100;
          }
        });
    box.setValue(model.wavePercent().get());
    box.setAccessibleText(words.of("plan.wave"));
    box.valueProperty().subscribe(percent -> model.wavePercent().set(percent));
    return box;
  }

  private void limit(Card card, PlanView.Limit limit, List<Name> subjects) {
    noticed(card, words.of("plan.limit", named(subjects), limit.wish(), limit.instead()));
  }

  private void standing(Card card, String what, List<Name> nodes) {
    noticed(
        card,
        words.of("plan.standing", what, nodes.size(), named(nodes.stream().limit(12).toList())));
  }

  private static String named(List<Name> names) {
    return names.stream().map(Name::value).collect(Collectors.joining(", "));
  }

  private void noticed(Card card, String text) {
    MarkShape mark = new MarkShape(Mark.DEGRADED, words);
    mark.setTranslateY(-1);
    card.with(Text.row(8, mark, Text.wrapped(text, "small")));
  }

  private void blocked(Card card, PlanView view, boolean open) {
    Map<String, List<NodePlan.Blocked>> alike =
        view.plan().blocked().stream()
            .collect(
                Collectors.groupingBy(PlanBand::reason, LinkedHashMap::new, Collectors.toList()));
    for (List<NodePlan.Blocked> some : alike.values()) {
      Failure failure = some.getFirst().failure();
      HBox row =
          Text.row(
              8, new MarkShape(Mark.DOWN, words), Text.wrapped(failure.summary(), "danger-text"));
      card.with(row);
      if (some.size() > 1) {
        List<Name> others = some.stream().skip(1).map(NodePlan.Blocked::node).toList();
        card.with(
            Text.wrapped(words.of("plan.blocked.same", others.size(), first(others)), "small"));
      }
      card.with(Text.wrapped(failure.action(), "muted", "small"));
    }
    if (open && view.counts().blocked() > 0) {
      FlowPane actions = new FlowPane(10, 6);
      actions.getChildren().add(Text.muted(words.of("plan.blocked.why")));
      actions
          .getChildren()
          .add(Text.link(words.of("plan.blocked.without"), model::planWithoutBlocked));
      card.with(actions);
    }
  }

  /// Why a node is blocked, whichever node it is.
  private static String reason(NodePlan.Blocked blocked) {
    String text = blocked.failure().summary() + "\n" + blocked.failure().action();
    return text.replace(blocked.node().value(), "\0");
  }

  private String first(List<Name> names) {
    String some = named(names.stream().limit(SOME).toList());
    return names.size() > SOME ? words.of("rollout.more", some, names.size() - SOME) : some;
  }

  private void foreign(Card card, Map<Name, String> takeOver, boolean open) {
    if (takeOver.isEmpty()) {
      return;
    }
    takeOver.forEach((node, who) ->
        card.with(
            Text.row(
                8,
                new MarkShape(Mark.DEGRADED, words),
                Text.wrapped(words.of("plan.foreign", node.value(), who), "small"))));
    if (open) {
      this.takeOver.setText(words.of("plan.takeOver", takeOver.size()));
      card.with(this.takeOver);
    }
  }
}
