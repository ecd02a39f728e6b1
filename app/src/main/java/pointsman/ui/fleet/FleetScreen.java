package pointsman.ui.fleet;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;
import pointsman.model.Failure;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.HeatStrip;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Page;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;
import pointsman.ui.traffic.RolloutsViewModel;

/// Fleet: nodes by group, a cell for each server, what wants attention. Shows the first run where
/// there is no node yet.
public final class FleetScreen extends Page {
  private static final double STRIP = 132;
  private static final double FLOW_HEAD = 66;
  private static final double FLOW_STEP = 38;
  private static final double FLOW_MOST = 420;

  private final FleetViewModel model;
  private final RolloutsViewModel rollouts;
  private final Words words;
  private final ScrollPane contentScroll = new ScrollPane(content);
  private final Label summary = Text.muted("");
  private final Label filterNote = Text.of("", "invalid-note");
  private final TextField filter = new TextField();
  private final ComboBox<FleetBoard.Grouping> grouping = new ComboBox<>();
  private final Navigator navigator;
  private final NodeTable nodes;
  private final FlowView flow;
  private final Card flowCard;
  private final HeatStrip strip;
  private final ServerTable servers;
  private ScrollPane stripScroll = new ScrollPane();
  private final Card serverCard;
  private final ToggleButton twin;
  private final AttentionList attention;
  private final AttentionList attentionBelow;
  private final Card worst;
  private final Node firstRun;
  private List<ServerRow> shownServers = List.of();

  /// @param firstRun what is shown while there is no node
  public FleetScreen(
      FleetViewModel model,
      RolloutsViewModel rollouts,
      Words words,
      Navigator navigator,
      Node firstRun) {
    super(words.of("fleet.loading"));
    this.model = model;
    this.rollouts = rollouts;
    this.words = words;
    this.navigator = navigator;
    this.firstRun = firstRun;
    nodes = new NodeTable(words, name -> navigator.go(new Place.Node(name)));
    flow = new FlowView(words, this::openBox);
    flowCard =
        new Card(words.of("flow.title"), Text.muted(words.of("flow.hint"))).with(flow).grow();
    servers = new ServerTable(words, row -> navigator.go(new Place.Servers(row.pool())));
    attention = new AttentionList(words, navigator);
    attentionBelow = new AttentionList(words, navigator);
    worst = new Card(words.of("attention.title")).with(attentionBelow);
    strip = new HeatStrip(this::pick, words.of("fleet.strip"));
    twin = new ToggleButton(words.of("fleet.asTable"));
    twin.getStyleClass().add("plain");
    twin.setOnAction(_ -> twinChanged());
    serverCard =
        new Card(
            words.of("fleet.servers"),
            Text.muted(words.of("fleet.servers.hint")),
            Text.gap(),
            twin);
    block(words.of("attention.title"), attention);
    build();
  }

  private void build() {
    filter.setPromptText(words.of("fleet.filter.prompt"));
    filter.setAccessibleText(words.of("fleet.filter"));
    filter.getStyleClass().add("filter");
    filter
        .textProperty()
        .subscribe(text ->
            filterNote.setText(
                model.filter(text).map(part -> words.of("fleet.filter.unknown", part)).orElse("")));
    Label title = Text.of(words.of("fleet.title"), "headline");
    title.setMinWidth(Label.USE_PREF_SIZE);
    var header = header(title, summary, Text.gap(), filterNote, filter, grouping(), flowToggle());
    Card nodeCard = new Card().with(nodes.view()).grow();
    nodeCard.getStyleClass().add("table-card");
    stripScroll = new ScrollPane(strip);
    stripScroll.getStyleClass().add("bare-scroll");
    stripScroll.setFitToWidth(true);
    stripScroll.setMinHeight(ScrollPane.USE_PREF_SIZE);
    stripScroll.prefHeightProperty().bind(Bindings.min(STRIP, strip.prefHeightProperty().add(2)));
    stripScroll.setFocusTraversable(false);
    serverCard.getChildren().add(stripScroll);
    serverCard.setMinHeight(Card.USE_PREF_SIZE);
    content.getChildren().addAll(header, worst, flowCard, nodeCard, serverCard);
    worst.managedProperty().bind(worst.visibleProperty());
    worst.setMinHeight(Card.USE_PREF_SIZE);
    // A narrow window has no inspector: what wants attention stands on the page then.
    worst.visibleProperty().bind(attention.sceneProperty().isNull().and(attentionBelow.troubled()));
    flowCard.setPrefHeight(330);
    flowCard.setMinHeight(160);
    nodeCard.setPrefHeight(300);
    nodeCard.setMinHeight(260);
    VBox.setVgrow(nodeCard, Priority.ALWAYS);
    contentScroll.getStyleClass().add("bare-scroll");
    contentScroll.setFitToWidth(true);
    contentScroll.setFitToHeight(true);
    contentScroll.setFocusTraversable(false);
  }

  private ComboBox<FleetBoard.Grouping> grouping() {
    var box = grouping;
    box.getItems().addAll(FleetBoard.Grouping.values());
    box.setValue(FleetBoard.Grouping.REGION);
    box.setMinWidth(ComboBox.USE_PREF_SIZE);
    box.setAccessibleText(words.of("fleet.grouping"));
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(FleetBoard.Grouping value) {
            return words.of("fleet.grouping." + value.name().toLowerCase(java.util.Locale.ROOT));
          }

          @Override
          public FleetBoard.Grouping fromString(String text) {
            return FleetBoard.Grouping.valueOf(text);
          }
        });
    box.valueProperty().subscribe(model::group);
    return box;
  }

  private ToggleButton flowToggle() {
    ToggleButton button = new ToggleButton(words.of("flow.toggle"));
    button.getStyleClass().add("plain");
    button.setMinWidth(ToggleButton.USE_PREF_SIZE);
    button.setSelected(true);
    flowCard.visibleProperty().bind(button.selectedProperty());
    flowCard.managedProperty().bind(button.selectedProperty());
    return button;
  }

  /// A box opens its place; a group of nodes is filtered for, or all are shown again.
  private void openBox(FlowPicture.Box box) {
    FlowPlaces.find(box)
        .ifPresentOrElse(
            navigator::go,
            () -> {
              String wanted = FleetFilter.of(grouping.getValue(), box.title());
              filter.setText(filter.getText().equals(wanted) ? "" : wanted);
            });
  }

  private void twinChanged() {
    Node shown = twin.isSelected() ? servers.view() : stripScroll;
    if (serverCard.getChildren().size() > 1) {
      serverCard.getChildren().set(1, shown);
    }
    VBox.setVgrow(servers.view(), Priority.ALWAYS);
    servers.show(twin.isSelected() ? shownServers : List.of());
  }

  private void pick(int index) {
    twin.setSelected(true);
    twinChanged();
    servers.select(index);
  }

  private void show(Optional<FleetBoard> board) {
    if (board.isEmpty()) {
      return;
    }
    FleetBoard now = board.get();
    Node wanted = now.totals().nodes() == 0 ? firstRun : contentScroll;
    inspect(wanted.equals(contentScroll));
    showInstead(wanted);
    summary.setText(
        words.of(
            "fleet.summary",
            now.totals().nodes(),
            now.totals().servers(),
            Units.count(now.totals().requests())));
    nodes.show(now.lines());
    flow.show(now.flow());
    flowCard.setMinHeight(Math.min(FLOW_MOST, FLOW_HEAD + FLOW_STEP * flow.tallest()));
    attention.show(now.troubles());
    attentionBelow.show(now.troubles());
    shownServers = now.servers();
    strip.show(now.servers().stream().map(this::cell).toList());
    if (twin.isSelected()) {
      servers.show(shownServers);
    }
  }

  private void failed(Optional<Failure> failure) {
    if (model.board().get().isEmpty() && failure.isPresent()) {
      showInstead(
          StateBox.failed(failure.get(), words, Text.button(words.of("retry"), model::load)));
    }
  }

  private HeatStrip.Cell cell(ServerRow row) {
    return new HeatStrip.Cell(
        row.mark(),
        () ->
            words.of(
                "fleet.cell",
                row.pool().value(),
                row.lane().word(),
                row.server().name().value(),
                words.of("mark." + row.mark().word()),
                row.why()));
  }

  @Override
  public List<String> crumbs() {
    return List.of(words.of("fleet.title"));
  }

  @Override
  protected Subscription follow() {
    Subscription seen =
        model
            .board()
            .subscribe(this::show)
            .and(model.failure().subscribe(this::failed))
            .and(rollouts.going().subscribe(_ -> flow.tell(rollouts::brief)));
    model.attach();
    return seen.and(model::detach);
  }

  @Override
  public boolean focusFilter() {
    filter.requestFocus();
    return true;
  }

  @Override
  public boolean runShown() {
    return attention.openWorst();
  }
}
