package pointsman.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import pointsman.model.Outcome;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;
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
  private record Choice(HostKeys.SshHost host, CheckBox box, ChoiceBox<EngineKind> engine) {}

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
    GridPane grid = new GridPane(16, 8);
    List<Choice> choices = new ArrayList<>();
    for (HostKeys.SshHost host : hosts) {
      CheckBox box = new CheckBox(host.alias());
      ChoiceBox<EngineKind> engine = new ChoiceBox<>();
      engine.getItems().addAll(EngineKind.values());
      engine.setValue(host.alias().contains("nginx") ? EngineKind.NGINX : EngineKind.HAPROXY);
      engine.setAccessibleText(words.of("ssh.engine", host.alias()));
      grid.addRow(
          choices.size(),
          box,
          Text.of(
              (host.user().isEmpty() ? "" : host.user() + "@") + host.host() + ":" + host.port(),
              "mono",
              "muted"),
          engine);
      choices.add(new Choice(host, box, engine));
    }
    ScrollPane scroll = new ScrollPane(grid);
    scroll.getStyleClass().add("bare-scroll");
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(320);
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

  private void take(List<Choice> choices, Label problem) {
    List<Node> nodes = new ArrayList<>();
    for (Choice choice : choices) {
      if (choice.box().isSelected()) {
        try {
          nodes.add(node(choice));
        } catch (InvalidValueException e) {
          problem.setText(choice.host().alias() + ": " + e.getMessage());
          return;
        }
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

  private static Node node(Choice choice) {
    HostKeys.SshHost host = choice.host();
    String user = host.user().isEmpty() ? System.getProperty("user.name", "root") : host.user();
    EngineKind engine = choice.engine().getValue();
    return new Node(
        new Name(host.alias().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-")),
        new Host(host.host().toLowerCase(Locale.ROOT)),
        new Port(host.port()),
        user,
        host.identity().isEmpty() ? Optional.empty() : Optional.of(host.identity()),
        host.identity().isEmpty(),
        Optional.empty(),
        user.equals("root") ? Privilege.ROOT : Privilege.SUDO,
        engine,
        Optional.empty(),
        Set.of(),
        NodePaths.defaults(engine));
  }
}
