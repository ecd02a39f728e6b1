package pointsman.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Node;
import pointsman.model.value.InvalidValueException;
import pointsman.port.HostKeys;
import pointsman.service.guard.Consent;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Takes hosts of the user's SSH client config into the inventory, then shows their host keys to
/// trust.
final class SshHostsSheet {
  private static final double RING = 6;

  private final Words words;
  private final Overlays overlays;
  private final Works works;
  private final DeskWork work;
  private final Navigator navigator;

  SshHostsSheet(Words words, Overlays overlays, Works works, DeskWork work, Navigator navigator) {
    this.words = words;
    this.overlays = overlays;
    this.works = works;
    this.work = work;
    this.navigator = navigator;
  }

  /// Reads the config and opens the list.
  void open() {
    works.ask(words.of("ssh.reading"), _ -> work.start().sshHosts(), this::show);
  }

  private void show(Outcome<List<HostKeys.SshHost>> outcome) {
    VBox sheet = new VBox();
    switch (outcome) {
      case Outcome.Failed<List<HostKeys.SshHost>> failed ->
          sheet.getChildren().add(StateBox.failed(failed.failure(), words));
      case Outcome.Ok<List<HostKeys.SshHost>> ok when ok.value().isEmpty() ->
          sheet.getChildren().add(StateBox.empty(words.of("ssh.none"), words.of("ssh.none.how")));
      case Outcome.Ok<List<HostKeys.SshHost>> ok -> {
        list(sheet, ok.value());
        overlays.open(sheet, words.of("ssh.title"), () -> {});
        return;
      }
    }
    sheet
        .getChildren()
        .add(Text.row(0, Text.gap(), Text.mainButton(words.of("close"), overlays::close)));
    overlays.open(sheet, words.of("ssh.title"), () -> {});
  }

  private void list(VBox sheet, List<HostKeys.SshHost> hosts) {
    sheet.getStyleClass().add("wide");
    GridPane grid = new GridPane(16, 8);
    List<SshHostChoice> choices =
        hosts.stream().map(host -> new SshHostChoice(host, words)).toList();
    for (int i = 0; i < choices.size(); i++) {
      grid.addRow(i, choices.get(i).line());
    }
    ScrollPane scroll = new ScrollPane(grid);
    scroll.getStyleClass().add("bare-scroll");
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(320);
    // Room for the rings of what stands at its edges, without moving what stands in it.
    grid.setPadding(new Insets(RING));
    VBox.setMargin(scroll, new Insets(-RING));
    Label problem = Text.wrapped("", "invalid-note");
    sheet
        .getChildren()
        .addAll(
            Text.of(words.of("ssh.title"), "band-title"),
            Text.wrapped(words.of("ssh.how"), "muted"),
            scroll,
            problem,
            Text.row(
                10,
                Text.gap(),
                Text.button(words.of("confirm.cancel"), overlays::close),
                Text.mainButton(words.of("ssh.take"), () -> take(choices, problem))));
  }

  private void take(List<SshHostChoice> choices, Label problem) {
    List<Node> nodes = new ArrayList<>();
    for (SshHostChoice choice : choices.stream().filter(SshHostChoice::isChosen).toList()) {
      Optional<String> missing = choice.problem();
      if (missing.isPresent()) {
        problem.setText(missing.get());
        return;
      }
      try {
        nodes.add(choice.node());
      } catch (InvalidValueException e) {
        problem.setText(words.of("invalid", choice.name() + ": " + e.problem(), e.expected()));
        return;
      }
    }
    if (nodes.isEmpty()) {
      problem.setText(words.of("ssh.choose"));
      return;
    }
    works.start(
        words.of("ssh.adding"),
        _ -> {
          work.fleet().change(fleet -> with(fleet, nodes), words.of("ssh.why"), Consent.none());
          return true;
        },
        outcome ->
            outcome
                .findFailure()
                .ifPresentOrElse(
                    failure -> problem.setText(failure.summary()),
                    () ->
                        new TrustSheet(words, overlays, works, work.start())
                            .open(nodes, () -> navigator.go(new Place.Fleet()))));
  }

  private static Fleet with(Fleet fleet, List<Node> nodes) {
    List<Node> all = new ArrayList<>(fleet.nodes());
    nodes.stream().filter(node -> fleet.findNode(node.name()).isEmpty()).forEach(all::add);
    return new Fleet(fleet.environment(), all, fleet.services(), fleet.pools());
  }
}
