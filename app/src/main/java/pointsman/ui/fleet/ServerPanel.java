package pointsman.ui.fleet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.health.ServerSight;
import pointsman.model.plan.ServerRuns;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerChange;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerPath;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.ui.guard.Change;
import pointsman.ui.guard.Gate;
import pointsman.ui.kit.Tables;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// The servers of a node with what can be done to the selected one, what is about to be done, and
/// those that do not run as they were deployed.
public final class ServerPanel extends VBox {
  private final ServersViewModel model;
  private final Words words;
  private final Gate gate;
  private final TableView<ServerSight> table;
  private final HBox actions = Text.row(8);
  private final HBox armed = Text.row(10);
  private final Label countdown = Text.of("", "strong");
  private final VBox differing = new VBox(6);
  private final TextField weight = new TextField();
  private Subscription following = () -> {};

  /// @param gate asks for what production wants said
  /// @param open called with the server of a line that is entered or clicked twice
  public ServerPanel(ServersViewModel model, Words words, Gate gate, Consumer<ServerSight> open) {
    super(10);
    this.model = model;
    this.words = words;
    this.gate = gate;
    table = NodeServers.table(words, open);
    VBox.setVgrow(table, Priority.ALWAYS);
    build();
  }

  private void build() {
    weight.setPrefColumnCount(4);
    weight.setPromptText("100");
    weight.setAccessibleText(words.of("server.weight"));
    weight.setOnAction(_ -> askForWeight());
    actions
        .getChildren()
        .addAll(
            button("server.drain", AdminState.DRAIN),
            button("server.ready", AdminState.READY),
            button("server.maint", AdminState.MAINT),
            Text.gap(),
            weight,
            Text.button(words.of("server.weight.set"), this::askForWeight));
    actions.disableProperty().bind(table.getSelectionModel().selectedItemProperty().isNull());
    Button cancel = Text.button(words.of("server.cancel"), model::cancel);
    armed.getChildren().addAll(countdown, Text.gap(), cancel);
    armed.managedProperty().bind(armed.visibleProperty());
    armed.setVisible(false);
    armed
        .visibleProperty()
        .subscribe(shown -> {
          if (shown) {
            cancel.requestFocus();
          }
        });
    getChildren().addAll(table, actions, armed, differing);
  }

  private Button button(String key, AdminState state) {
    return Text.button(
        words.of(key), () -> selected().ifPresent(at -> ask(at, new ServerChange.ToState(state))));
  }

  /// Esc anywhere on the page calls off what is armed.
  void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && model.cancel()) {
      table.requestFocus();
      event.consume();
    }
  }

  private Optional<ServerPath> selected() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem())
        .map(row -> new ServerPath(row.pool(), row.lane(), row.server()));
  }

  private void askForWeight() {
    String text = weight.getText().strip();
    boolean good = text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 256;
    weight.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("error"), !good);
    if (good) {
      selected().ifPresent(at -> ask(at, new ServerChange.ToWeight(Integer.parseInt(text))));
    }
  }

  /// Asks for what is wanted, then arms it.
  private void ask(ServerPath at, ServerChange change) {
    String effect = effect(at, change);
    gate.pass(change(at, effect), false, consent -> model.arm(at, change, consent, effect));
  }

  private Change change(ServerPath at, String effect) {
    return new Change(
        words.of("server.question", effect),
        words.of("server.detail", at.toString()),
        effect,
        Guards.Kind.CHANGE,
        Set.of(at.pool()));
  }

  private String effect(ServerPath at, ServerChange change) {
    String what =
        switch (change) {
          case ServerChange.ToState to -> words.of("server." + to.state().word());
          case ServerChange.ToWeight to -> words.of("server.weight.to", to.weight());
          case ServerChange.AsDeployed _ -> words.of("server.discard");
        };
    return words.of("server.effect", what, at.toString(), model.node().value());
  }

  /// The lines of the table.
  void show(List<ServerSight> servers) {
    Tables.show(table.getItems(), servers);
  }

  private void showArmed(Optional<ServersViewModel.Armed> now) {
    now.ifPresent(each -> countdown.setText(words.of("server.armed", each.title(), each.left())));
    armed.setVisible(now.isPresent());
  }

  private void showRuns(Optional<Outcome<List<ServerRuns>>> outcome) {
    differing.getChildren().clear();
    outcome
        .flatMap(Outcome::findFailure)
        .map(Failure::summary)
        .ifPresent(text -> differing.getChildren().add(Text.wrapped(text, "danger-text")));
    List<ServerRuns> all = outcome.flatMap(Outcome::find).orElse(List.of());
    List<ServerRuns> others = all.stream().filter(each -> !each.asDeployed()).toList();
    if (!all.isEmpty() && others.isEmpty()) {
      differing.getChildren().add(Text.muted(words.of("server.reconcile.none")));
    }
    if (!others.isEmpty()) {
      differing.getChildren().add(Text.of(words.of("server.reconcile"), "section"));
    }
    others.forEach(each -> differing.getChildren().add(line(each)));
  }

  private HBox line(ServerRuns server) {
    String deployed =
        words.of(
            "server.state",
            words.of("server.is." + ServerOverride.deployed(server.deployed()).word()),
            server.deployed().weight());
    String runs =
        server
            .state()
            .map(state ->
                words.of("server.state", words.of("server.is." + state.word()), server.weight()))
            .orElse(words.of("server.gone"));
    HBox line =
        Text.row(
            8,
            Text.of(server.at().toString(), "strong"),
            Text.of(words.of("server.against", runs, deployed)),
            Text.muted(server.kept() ? words.of("server.kept") : words.of("server.byhand")),
            Text.gap());
    if (!server.kept()) {
      line.getChildren().add(link("server.keep", server, this::keep));
    }
    if (ServersViewModel.canPersist(server)) {
      line.getChildren().add(link("server.persist", server, this::persist));
    }
    line.getChildren().add(link("server.discard", server, this::discard));
    return line;
  }

  private Button link(String key, ServerRuns server, Consumer<ServerRuns> then) {
    Button link = Text.link(words.of(key), () -> then.accept(server));
    link.setAccessibleText(words.of(key) + " " + server.at());
    return link;
  }

  private void keep(ServerRuns server) {
    String effect =
        words.of(
            "server.effect", words.of("server.keep"), server.at().toString(), model.node().value());
    gate.pass(change(server.at(), effect), false, consent -> model.keep(server, consent, effect));
  }

  private void persist(ServerRuns server) {
    model.persist(server, Consent.yes(), words.of("server.persisting", server.at().toString()));
  }

  private void discard(ServerRuns server) {
    ask(server.at(), new ServerChange.AsDeployed());
  }

  /// Looks at the node.
  void look() {
    model.look(words.of("server.looking", model.node().value()));
  }

  /// Begins to follow.
  void attach() {
    following =
        model.armed().subscribe(this::showArmed).and(model.runs().subscribe(this::showRuns));
    look();
  }

  /// Lets go; what is armed is called off.
  void detach() {
    model.cancel();
    following.unsubscribe();
  }
}
