package pointsman.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.Why;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.port.HostKeys;
import pointsman.port.Journal;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.Keyboard;
import pointsman.ui.SampleFleet;
import pointsman.ui.kit.Place;
import pointsman.ui.traffic.Sights;

/// The window by keyboard alone: everything is reached, seen to have the focus, and left again.
class KeyboardScreenTest extends DeskOnScreen {
  private static final Name NODE = new Name("edge-eu-1");
  private static final int SEEN = 50;

  private final Set<String> kinds = new HashSet<>();
  private Keyboard keys;

  @Start
  void start(Stage stage) {
    open(stage);
    stage.setWidth(1440);
    stage.setHeight(900);
  }

  @BeforeEach
  void aFleetThatWasDeployed() {
    keys = new Keyboard(scene);
    desk.traffic.publish(Map.of(Sights.WEB, Sights.of(500, Motion.STILL, 500, 500, 500)));
    desk.runs.add(
        new Journal.Run(
            "r7",
            "deploy",
            "ops",
            "",
            Instant.now(),
            Optional.of(Instant.now()),
            List.of(
                new Journal.RunNode(
                    NODE,
                    SampleFleet.RELEASE,
                    Optional.of(SampleFleet.RELEASE),
                    Phase.DONE,
                    Optional.of(NodeResult.End.DONE),
                    Optional.of(SampleFleet.RELEASE),
                    ""))));
    fleet(Environment.DEVELOPMENT);
  }

  private void at(FxRobot robot, Place place, String shown) {
    robot.interact(() -> {
      window.go(place);
      window.focus();
    });
    until(() -> shows(shown));
  }

  /// A screen, and words that show once it is whole.
  record Sight(Place place, String shown) {}

  private static final List<Sight> SCREENS =
      List.of(
          new Sight(new Place.Fleet(), "edge-ap-1 silent"),
          new Sight(new Place.Node(NODE), "last contact"),
          new Sight(new Place.Services(), "How a change travels"),
          new Sight(new Place.Servers(Sights.WEB), "Add server"),
          new Sight(new Place.Pool(Sights.WEB), "measured 5 %"),
          new Sight(new Place.Deploys(), "node verified"),
          new Sight(new Place.Plan(Set.of(), Set.of()), "6 to change"),
          new Sight(new Place.Settings(), "Operator"));

  @Test
  void everythingIsReachedByTabAndShowsThatItHasTheFocus(FxRobot robot) {
    for (Sight sight : SCREENS) {
      at(robot, sight.place(), sight.shown());
      assertReachedAndSeen(sight.shown());
    }
    desk.fleets.publish(Fleet.empty());
    at(robot, new Place.Fleet(), "There is no fleet yet");
    assertReachedAndSeen("the first run");
  }

  private void assertReachedAndSeen(String where) {
    List<Node> passed = keys.round();
    for (Node each : Keyboard.controls(window.root())) {
      assertThat(passed).as("%s on %s", Keyboard.said(each), where).contains(each);
    }
    assertSeen(passed, window.root(), where);
  }

  /// Of each kind of control one is looked at.
  private void assertSeen(List<Node> passed, Node meanwhile, String where) {
    for (Node each : passed) {
      if (kinds.add(each.getTypeSelector() + each.getStyleClass())) {
        assertThat(keys.seen(each, meanwhile))
            .as("%s %s on %s", Keyboard.said(each), each, where)
            .isGreaterThan(SEEN);
      }
    }
  }

  /// A sheet: where it is opened, the button that opens it, and words of it.
  record Sheet(Place place, String button, String shown) {}

  private static final List<Sheet> SHEETS =
      List.of(
          new Sheet(new Place.Services(), "Add a pool", "New pool"),
          new Sheet(new Place.Services(), "Add a service", "New service"),
          new Sheet(new Place.Services(), "Edit", "Service "),
          new Sheet(new Place.Services(), "Remove", "Remove service"),
          new Sheet(new Place.Servers(Sights.WEB), "Edit pool", "Pool shop-web"),
          new Sheet(new Place.Servers(Sights.WEB), "Remove", "Remove pool"),
          new Sheet(new Place.Servers(Sights.WEB), "Version", "Version of"),
          new Sheet(new Place.Servers(Sights.WEB), "Add server", "New server"),
          new Sheet(new Place.Pool(new Name("shop-api")), "Begin a canary…", "Canary of"),
          new Sheet(new Place.Services(), "Search or run…", "Plan everything"));

  @Test
  void aSheetIsWalkedRoundAndEscGivesTheFocusBack(FxRobot robot) {
    desk.traffic.publish(Map.of(new Name("shop-api"), Sights.of(0, Motion.STILL, 0, 0, 0)));
    for (Sheet sheet : SHEETS) {
      at(robot, sheet.place(), "Services");
      Node opener = keys.tabTo(sheet.button());
      keys.type(KeyCode.ENTER);
      until(() -> window.root().lookup(".desk-sheet") != null && shows(sheet.shown()));

      List<Node> passed = keys.round();

      assertThat(passed)
          .as(sheet.shown())
          .containsAll(Keyboard.controls((Parent) window.root().lookup(".desk-sheet")));
      // The sheet takes the focus back for its first control.
      assertSeen(passed.subList(1, passed.size()), passed.getFirst(), sheet.shown());
      keys.type(KeyCode.ESCAPE);
      until(() -> window.root().lookup(".desk-sheet") == null);
      assertThat(keys.focused()).as(sheet.shown()).isEqualTo(opener);
    }
  }

  @Test
  void aLongSheetScrollsToWhatHasTheFocus(FxRobot robot) {
    desk.hosts =
        IntStream.range(0, 30)
            .mapToObj(i -> new HostKeys.SshHost("edge-" + i, "192.0.2.9", 22, "ops", "", ""))
            .toList();
    desk.fleets.publish(Fleet.empty());
    at(robot, new Place.Fleet(), "There is no fleet yet");
    keys.press("Choose hosts");
    until(() -> shows("Hosts of ~/.ssh/config"));
    assertSeen(keys.round().subList(1, 4), window.root().lookup(".desk-sheet .check-box"), "hosts");
    Bounds room = onScreen(window.root().lookup(".desk-sheet .scroll-pane"));

    for (String host : List.of("edge-0", "edge-9", "edge-29")) {
      Bounds place = onScreen(keys.tabTo(host));
      assertThat(place.getMinY()).as(host).isGreaterThanOrEqualTo(room.getMinY());
      assertThat(place.getMaxY()).as(host).isLessThanOrEqualTo(room.getMaxY());
    }
  }

  private static Bounds onScreen(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  @Test
  void arrowsInTheRailGoWhereTheyPoint(FxRobot robot) {
    at(robot, new Place.Fleet(), "edge-eu-1");
    keys.type(KeyCode.DOWN);
    assertThat(window.place()).isEqualTo(new Place.Services());
    keys.type(KeyCode.DOWN);
    keys.type(KeyCode.DOWN);
    assertThat(window.place()).isEqualTo(new Place.Settings());
    assertThat(keys.said()).isEqualTo("Settings");
  }

  @Test
  void aKeyToAScreenTakesTheRailsRingAlong(FxRobot robot) {
    at(robot, new Place.Fleet(), "edge-eu-1");
    assertThat(keys.said()).isEqualTo("Fleet");
    keys.type(KeyCode.DIGIT3, KeyCode.CONTROL);
    assertThat(window.place()).isEqualTo(new Place.Deploys());
    assertThat(keys.said()).isEqualTo("Deploys");
  }

  @Test
  void arrowsAmongThemesKeepWhatTheyPointAt(FxRobot robot) {
    at(robot, new Place.Settings(), "Operator");
    keys.tabTo("Light");
    keys.type(KeyCode.RIGHT);
    until(() -> desk.asked.contains("save DARK SYSTEM"));
    keys.type(KeyCode.SPACE);
    until(() -> scene.getRoot().getStyleClass().contains("dark"));
    assertThat(desk.asked).containsExactly("save DARK SYSTEM");
  }

  @Test
  void theFocusStaysInTheScreenThatComes(FxRobot robot) {
    at(robot, new Place.Services(), "Services");
    keys.press("Plan the change");
    until(() -> shows("6 to change"));
    until(() -> Keyboard.said(scene.getFocusOwner()).equals("Put away"));
    keys.press("Put away");
    until(() -> shows("History"));
    until(() -> Keyboard.said(scene.getFocusOwner()).equals("Plan"));
  }

  @Test
  void theFocusStaysOnALineWhoseAgeGrows(FxRobot robot) {
    at(robot, new Place.Fleet(), "edge-ap-1 silent for 41 s");
    keys.tabTo(
        window.root().lookupAll(".attention-row").stream()
            .map(Node::getAccessibleText)
            .filter(text -> text.contains("edge-ap-1"))
            .findFirst()
            .orElseThrow());
    desk.health.publish(older(desk.health.find().orElseThrow()));
    until(() -> !shows("edge-ap-1 silent for 41 s"));
    assertThat(keys.said()).contains("edge-ap-1 silent for");
    keys.type(KeyCode.ENTER);
    assertThat(window.place()).isEqualTo(new Place.Node(new Name("edge-ap-1")));
  }

  private static FleetHealth older(FleetHealth health) {
    List<NodeHealth> nodes =
        health.nodes().stream()
            .map(each ->
                new NodeHealth(
                    each.node(),
                    each.contact(),
                    each.sight(),
                    each.seenAt(),
                    each.age().plusSeconds(3),
                    each.requestsPerSecond(),
                    each.failure()))
            .toList();
    return new FleetHealth(health.at().plusSeconds(3), nodes);
  }

  @Test
  void whatIsDrawnIsPressedToo(FxRobot robot) {
    at(robot, new Place.Fleet(), "edge-eu-1");
    Node group =
        window.root().lookupAll(".flow-label").stream()
            .filter(each -> each.getAccessibleText().startsWith("ap "))
            .findFirst()
            .orElseThrow();
    keys.tabTo(group.getAccessibleText());
    keys.type(KeyCode.SPACE);
    until(() -> field("Filter nodes").getText().equals("region:ap"));
    keys.type(KeyCode.SPACE);
    until(() -> field("Filter nodes").getText().isEmpty());
    keys.tabTo(Keyboard.said(pool()));
    keys.type(KeyCode.ENTER);
    assertThat(window.place()).isEqualTo(new Place.Pool(Sights.WEB));
  }

  @Test
  void nodesWithoutAGroupArePressedForNothing(FxRobot robot) {
    Fleet fleet = desk.fleets.find().orElseThrow();
    desk.fleets.publish(
        new Fleet(
            fleet.environment(),
            fleet.nodes().stream().map(KeyboardScreenTest::anywhere).toList(),
            fleet.services(),
            fleet.pools()));
    at(robot, new Place.Fleet(), "edge-eu-1");
    until(() -> window.root().lookupAll(".flow-label").stream().anyMatch(KeyboardScreenTest::bare));
    assertThat(window.root().lookupAll(".flow-label").stream().filter(KeyboardScreenTest::bare))
        .noneMatch(Node::isFocusTraversable);
  }

  private static pointsman.model.fleet.Node anywhere(pointsman.model.fleet.Node node) {
    return new pointsman.model.fleet.Node(
        node.name(),
        node.address(),
        node.port(),
        node.user(),
        node.identity(),
        node.agent(),
        node.jump(),
        node.privilege(),
        node.engine(),
        Optional.empty(),
        Set.of(),
        node.paths());
  }

  private static boolean bare(Node label) {
    return label.getAccessibleText().startsWith("no group");
  }

  private Node pool() {
    return window.root().lookupAll(".flow-label").stream()
        .filter(each -> each.getAccessibleText().startsWith("shop-web "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCellOfTheStripIsEnteredAndLeadsToItsPool(FxRobot robot) {
    at(robot, new Place.Fleet(), "edge-eu-1");
    robot.interact(() -> window.root().lookup(".heat-strip").requestFocus());
    keys.type(KeyCode.RIGHT);
    keys.type(KeyCode.ENTER);
    until(() -> keys.said().equals("Servers, worst first"));
    keys.type(KeyCode.ENTER);
    until(() -> window.place() instanceof Place.Servers);
  }

  @Test
  void aRunOfTheHistoryIsEnteredForItsWayBack(FxRobot robot) {
    at(robot, new Place.Deploys(), "node verified");
    keys.tabTo("History");
    keys.type(KeyCode.DOWN);
    keys.type(KeyCode.ENTER);
    until(() -> desk.asked.contains("revert r7"));
  }

  @Test
  void lookingTwiceDoesNotHandTheFocusToThePlan(FxRobot robot) {
    at(robot, new Place.Node(NODE), "last contact");
    keys.tabTo("Look now");
    keys.type(KeyCode.ENTER);
    keys.type(KeyCode.ENTER);
    assertThat(keys.said()).isEqualTo("Look now");
    assertThat(desk.asked).contains("drift [edge-eu-1]").noneMatch(each -> each.startsWith("plan"));
  }

  @Test
  void theStagesMoveByArrowsAndOnlyEnterAsks(FxRobot robot) {
    at(robot, new Place.Pool(Sights.WEB), "measured 5 %");
    keys.tabTo("Share of green");
    keys.type(KeyCode.RIGHT);
    keys.type(KeyCode.RIGHT);
    assertThat(desk.asked).noneMatch(each -> each.startsWith("split"));
    keys.type(KeyCode.LEFT);
    keys.type(KeyCode.ENTER);
    until(() -> desk.asked.stream().anyMatch(each -> each.startsWith("split")));
    assertThat(desk.asked).contains("split shop-web 6 %");
  }

  @Test
  void guardsAreReachedAndTheirSheetsLeft(FxRobot robot) {
    fleet(Environment.PRODUCTION);
    guards(
        Environment.PRODUCTION,
        false,
        new Freeze(
            new Name("xmas"),
            Instant.now().minus(Duration.ofMinutes(5)),
            Instant.now().plus(Duration.ofDays(3)),
            Set.of(),
            new Why("holidays"),
            "ana",
            Instant.now().minus(Duration.ofDays(1))));
    at(robot, new Place.Services(), "Read-only");
    keys.press("Read-only");
    until(() -> shows("Open production for changes"));
    keys.write("ticket 4711");
    Node go =
        keys.round().stream()
            .filter(each -> Keyboard.said(each).startsWith("Open for"))
            .findFirst()
            .orElseThrow();
    keys.tabTo(Keyboard.said(go));
    keys.type(KeyCode.SPACE);
    until(() -> desk.asked.stream().anyMatch(each -> each.endsWith(": ticket 4711")));
  }
}
