package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.cli.CommandTree;
import pointsman.feed.Subscription;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.model.health.NodeHealth;
import pointsman.model.traffic.Share;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.ui.Pointer;
import pointsman.ui.kit.Place;

/// The window's points and slider on real nodes: what an operator drags and throws is what users
/// get, and the measured marks move only after the nodes did.
final class PointsOnNodesTest {
  private static final Name WEB = new Name("shop-web");
  private static final int USERS = 500;

  private static Rig rig;
  private static Wiring wiring;
  private static DeskOnNodes desk;
  private static Onlooker eyes;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(4, PointsOnNodesTest::withStaff);
    wiring = rig.open();
    desk = new DeskOnNodes(wiring, new Place.Pool(WEB));
    eyes = desk.eyes();
    until("every lane up", () -> shows("3/3") && text(".stage-measured").equals("measured 0 %"));
  }

  @AfterAll
  static void down() throws Exception {
    desk.close();
    wiring.close();
    rig.close();
  }

  private static Fleet withStaff(Fleet fleet) {
    return fleet.withPool(WEB, pool -> pool.withAudience(List.of(RolloutFlowTest.staff())));
  }

  // --- hands and eyes ---------------------------------------------------------------------------

  private static void until(String what, Callable<Boolean> seen) {
    eyes.until(what, seen);
  }

  private static boolean shows(String text) {
    return eyes.shows(text);
  }

  private static String text(String selector) {
    return eyes.text(selector);
  }

  private static void press(String start) {
    eyes.press(start);
  }

  private static void drag(String from, String to) {
    Camera.fx(() -> {
      Region slider = (Region) desk.window().root().lookup(".stage-slider");
      mouse(slider, MouseEvent.MOUSE_PRESSED, x(slider, from));
      mouse(slider, MouseEvent.MOUSE_DRAGGED, x(slider, to));
      mouse(slider, MouseEvent.MOUSE_RELEASED, x(slider, to));
      return true;
    });
  }

  /// Stages lie equally far from each other.
  private static double x(Region slider, String stage) {
    List<String> stages = List.of("0 %", "1 %", "5 %", "10 %", "25 %", "50 %", "100 %");
    return 44 + stages.indexOf(stage) / 6.0 * (slider.getWidth() - 88);
  }

  private static void mouse(Region on, EventType<MouseEvent> type, double x) {
    Point2D at = on.localToScene(x, 52);
    Pointer.fire(on, type, at.getX(), at.getY());
  }

  private static void wayBack() {
    Camera.fx(() -> {
      Event.fireEvent(
          desk.window().root(),
          new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.R, true, true, false, false));
      return true;
    });
  }

  private static void home() {
    wayBack();
    until("home", () -> text(".stage-measured").equals("measured 0 %"));
  }

  /// The share of users whom a node sends to green, asked from outside.
  private static double green(LabNode node) {
    int green = 0;
    for (int user = 0; user < USERS; user++) {
      green += StickyUsers.lane(node, "u" + user).equals("green") ? 1 : 0;
    }
    return (double) green / USERS;
  }

  // --- what it shows ----------------------------------------------------------------------------

  @Test
  void draggingToFivePercentIsWhatUsersGetOnBothEngines() {
    drag("0 %", "5 %");
    until("measured", () -> text(".stage-measured").equals("measured 5 %"));
    until("lever", () -> shows("lever: commanded green 5 % · blade: measured 5 % on all 4 nodes"));

    double sigma = Math.sqrt(0.05 * 0.95 / USERS);
    for (LabNode node : List.of(rig.node(EngineKind.HAPROXY), rig.node(EngineKind.NGINX))) {
      assertThat(green(node)).as("%s", node.name()).isBetween(0.05 - 4 * sigma, 0.05 + 4 * sigma);
    }
    home();
    assertThat(green(rig.node(EngineKind.HAPROXY))).isZero();
  }

  @Test
  void switchingTheAudienceOnSendsStaffThereAndOffBringsThemHome() {
    assertStaffOn("blue");
    press("Switch rules on");
    until("on, measured", () -> shows("measured: on 4 nodes, off on 0"));
    assertStaffOn("green");
    for (LabNode node : rig.lab().nodes()) {
      assertThat(StickyUsers.lane(node, "u1")).as("%s", node.name()).isEqualTo("blue");
    }

    press("Switch rules off");

    until("off, measured", () -> shows("measured: on no node, off on 4"));
    assertStaffOn("blue");
  }

  private static void assertStaffOn(String lane) {
    for (LabNode node : rig.lab().nodes()) {
      assertThat(StickyUsers.staffLane(node)).as("staff on %s", node.name()).isEqualTo(lane);
    }
  }

  @Test
  void thrownPointsSendEverybodyToGreenAndOneKeyBringsThemBack() {
    press("Switch shop-web to green on 4 nodes");
    until("sheet", () -> shows("All users at once, watched for a while"));
    press("Switch shop-web to green on 4 nodes");
    until("safety net", () -> shows("blue stays ready for"));
    until("measured", () -> text(".stage-measured").equals("measured 100 %"));
    for (LabNode node : rig.lab().nodes()) {
      assertThat(StickyUsers.lane(node, "u1")).as("%s", node.name()).isEqualTo("green");
    }

    wayBack();

    until("back", () -> shows("was rolled back at"));
    for (LabNode node : rig.lab().nodes()) {
      assertThat(StickyUsers.lane(node, "u1")).as("%s", node.name()).isEqualTo("blue");
    }
  }

  @Test
  void aServerThatIsNotDeployedYetIsNotSaidToRunOnAnyNode() throws Exception {
    Fleet before = wiring.inventory().load();
    Server next = before.findPool(WEB).orElseThrow().blue().servers().getFirst();
    wiring
        .inventory()
        .change(
            fleet ->
                Rig.withBlue(
                    fleet,
                    WEB.value(),
                    servers -> {
                      List<Server> more = new ArrayList<>(servers);
                      more.add(named(next, new Name("undeployed")));
                      return more;
                    }),
            "a test");
    try {
      Instant changed = Instant.now();
      until("looked again", () -> lookedAtSince(changed));
      assertThat(wiring.monitor().health().find().orElseThrow().nodes())
          .allSatisfy(node ->
              assertThat(node.sight().orElseThrow().servers())
                  .extracting(server -> server.server().value())
                  .contains("b1")
                  .doesNotContain("undeployed"));
      until("lane", () -> shows("3/4"));
    } finally {
      wiring.inventory().change(_ -> before, "a test");
    }
    until("every lane up", () -> !shows("3/4"));
  }

  private static boolean lookedAtSince(Instant then) throws FailureException {
    return wiring.monitor().health().find().orElseThrow().nodes().stream()
        .allMatch(node -> node.seenAt().orElse(Instant.EPOCH).isAfter(then.plusMillis(500)));
  }

  /// The same at a place of its own.
  private static Server named(Server like, Name name) {
    return new Server(
        name,
        like.address(),
        new Port(like.port().value() + 700),
        like.weight(),
        like.maxconn(),
        like.backup(),
        like.standby());
  }

  @Test
  void whatAShiftReadBackMovesTheMarkWithoutAnotherLookAndWithoutAFlash() throws Exception {
    wiring.monitor().pause(true);
    List<String> seen = new ArrayList<>();
    try {
      drag("0 %", "5 %");
      until(
          "measured",
          () -> {
            seen.add(text(".points-blade-word"));
            return text(".stage-measured").equals("measured 5 %");
          });
      assertThat(seen).noneMatch(word -> word.contains("|"));
    } finally {
      wiring.monitor().pause(false);
    }
    home();
  }

  @Test
  void theMeasuredMarkWaitsForANodeThatIsTwoSecondsLate() throws Exception {
    LabNode late = rig.lab().nodes().getLast();
    LabFault silence = new LabFault.CutLink();
    rig.lab().fault(late.name(), silence);
    AtomicBoolean heard = new AtomicBoolean();
    List<String> before = new ArrayList<>();
    drag("0 %", "10 %");
    CompletableFuture<Void> again =
        CompletableFuture.runAsync(
            () -> {
              heard.set(true);
              undo(late, silence);
            },
            CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
    try {
      until(
          "all there",
          () -> {
            String now = text(".stage-measured") + " " + text(".points-blade-word");
            boolean there = now.equals("measured 10 % ");
            if (there) {
              assertThat(heard).as("the node is heard again").isTrue();
              assertThat(isOver(late)).as("it went, after %s", before).isTrue();
            } else if (before.isEmpty() || !before.getLast().equals(now)) {
              before.add(now);
            }
            return there;
          });
      assertThat(before).first().asString().startsWith("measured 0 %");
      assertThat(before)
          .as("while it is silent the command stands and the mark does not")
          .anyMatch(now -> now.matches(".*(preparing|going over|reading back|silent).*"));
    } finally {
      again.join();
    }
    home();
  }

  private static void undo(LabNode node, LabFault fault) {
    try {
      rig.lab().undo(node.name(), fault);
    } catch (FailureException e) {
      throw new IllegalStateException(e.failure().summary(), e);
    }
  }

  /// Whether a node went over: at 10 % some of so many users are on green.
  private static boolean isOver(LabNode node) {
    return IntStream.range(0, USERS)
        .anyMatch(user -> StickyUsers.lane(node, "u" + user).equals("green"));
  }

  @Test
  void aWriteThatIsUndoneBehindOurBackIsSeen() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    SplitOnNode split = new SplitOnNode(node, WEB);
    String before = split.held();
    drag("0 %", "25 %");
    until("measured", () -> text(".stage-measured").equals("measured 25 %"));

    List<Instant> looks = new CopyOnWriteArrayList<>();
    try (Subscription _ =
        wiring
            .monitor()
            .health()
            .subscribe(health -> health.findNode(node.name()).ifPresent(at -> note(at, looks)))) {
      split.put(before);
      until("blade between", () -> text(".points-blade-word").equals("3 | 1"));
      assertThat(looks).as("looks that told it before the mark did").hasSizeLessThanOrEqualTo(2);
      until("seen", () -> shows("Nodes differ: 3 as commanded, 1 not"));
      assertThat(Camera.fx(() -> shows(node.name() + " runs 0 %"))).isTrue();
      assertThat(looks).as("looks that told it before the words did").hasSizeLessThanOrEqualTo(4);
    }
    until("banner on every screen", () -> shows("shop-web: nodes run different splits"));
    assertThat(Camera.fx(PointsOnNodesTest::bladeIsApart)).isTrue();
    String said = traffic();
    assertThat(said).containsPattern("  0 % green, .*: " + node.name() + "\n");
    home();
    until("no banner", () -> !shows("shop-web: nodes run different splits"));
  }

  /// A look that told the split that was put back.
  private static void note(NodeHealth at, List<Instant> looks) {
    boolean undone =
        at.sight()
            .map(sight -> sight.splits().get(WEB))
            .filter(split -> split.green().equals(Share.NONE))
            .isPresent();
    Instant seen = at.seenAt().orElse(Instant.EPOCH);
    if (undone && !looks.contains(seen)) {
      looks.add(seen);
    }
  }

  /// Both ends are drawn, neither as the one that all agree on.
  private static boolean bladeIsApart() {
    return desk.window().root().lookup(".points-blade-word").getPseudoClassStates().stream()
        .anyMatch(state -> state.getPseudoClassName().equals("apart"));
  }

  /// What `traffic` says of it, from another process's point of view.
  private static String traffic() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Wiring own = rig.open()) {
      CommandTree.run(
          _ -> own,
          _ -> 0,
          (_, _) -> {
            throw new AssertionError("no measurement");
          },
          out,
          out,
          "--home",
          rig.home().toString(),
          "traffic",
          WEB.value());
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
