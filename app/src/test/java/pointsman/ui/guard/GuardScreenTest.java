package pointsman.ui.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.Why;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.HoldButton;
import pointsman.ui.kit.Place;

/// The lock, the freeze badge, and what is asked before a plan is carried out.
class GuardScreenTest extends DeskOnScreen {
  private static final String DEPLOY = "Deploy to 6 nodes";
  private static final String HELD = "start 6 25 false production: ticket 11";

  @Start
  void start(Stage stage) {
    open(stage);
  }

  private static Freeze freeze(String name, String... only) {
    Instant now = Instant.now();
    return new Freeze(
        new Name(name),
        now.minusSeconds(60),
        now.plusSeconds(3600),
        Set.copyOf(java.util.Arrays.stream(only).map(Name::new).toList()),
        new Why("it is busy"),
        "ana@desk",
        now);
  }

  private static void turnLock(FxRobot robot) {
    robot
        .press(KeyCode.CONTROL, KeyCode.SHIFT)
        .type(KeyCode.L)
        .release(KeyCode.CONTROL, KeyCode.SHIFT);
  }

  private void plan(FxRobot robot) {
    go(robot, new Place.Plan(Set.of(), Set.of()));
    until(() -> shows("6 to change"));
  }

  private boolean started() {
    return desk.asked.stream().anyMatch(asked -> asked.startsWith("start"));
  }

  @Test
  void productionOpensWithAReasonForAWhileAndClosesAtOnce(FxRobot robot) {
    fleet(Environment.PRODUCTION);
    guards(Environment.PRODUCTION, false);
    until(() -> shows("Read-only"));

    turnLock(robot);
    until(() -> shows("Open production for changes"));
    assertThat(scene.getFocusOwner()).isInstanceOf(TextInputControl.class);
    assertThat(findButton("Open for 30 min").orElseThrow().isDisabled()).isTrue();
    robot.write("ticket 12");
    press(robot, "Open for 30 min");

    until(() -> desk.asked.contains("unlock PT30M: ticket 12"));
    until(() -> shows("Open 30 min"));
    turnLock(robot);
    until(() -> desk.asked.contains("lock"));
    until(() -> shows("Read-only"));
  }

  @Test
  void thereIsNoLockOutsideProduction(FxRobot robot) {
    fleet(Environment.STAGING);
    until(() -> shows("STAGING"));
    turnLock(robot);
    robot.interact(() -> {});

    assertThat(shows("Read-only")).isFalse();
    assertThat(shows("Open production")).isFalse();
  }

  @Test
  void aDeployIntoALockedProductionOpensItFirst(FxRobot robot) {
    fleet(Environment.PRODUCTION);
    guards(Environment.PRODUCTION, false);
    plan(robot);
    press(robot, DEPLOY);
    until(() -> shows("has to wait for it: production is read-only"));
    robot.write("ticket 12");
    press(robot, "Open for 30 min");
    until(() -> shows("Type production to go on"));
    assertThat(started()).isFalse();

    robot.write("production");
    robot.type(KeyCode.TAB).write("ticket 12");
    press(robot, DEPLOY);
    until(() -> desk.asked.contains("start 6 25 false production: ticket 12"));
  }

  @Test
  void whatTakesTheLatestDeployBackNeedsNoOpenLockButAnOlderStateDoes(FxRobot robot) {
    fleet(Environment.PRODUCTION);
    guards(Environment.PRODUCTION, false, freeze("season"));
    go(robot, Place.Revert.all("r7"));
    press(robot, "Take back on 6 nodes");
    until(() -> shows("Type production to go on"));
    robot.type(KeyCode.ESCAPE);

    desk.undo = false;
    press(robot, "Take back on 6 nodes");
    until(() -> shows("has to wait for it: production is read-only"));
  }

  @Test
  void aFreezeIsShownAndOverriddenByItsName(FxRobot robot) {
    fleet(Environment.STAGING);
    guards(Environment.STAGING, true, freeze("season"));
    until(() -> shows("Frozen until"));
    plan(robot);
    press(robot, DEPLOY);
    until(() -> shows("Type season to go on"));
    assertThat(shows("it is busy (ana@desk)")).isTrue();
    robot.write("season");
    robot.type(KeyCode.TAB).write("outage");
    press(robot, DEPLOY);

    until(() -> desk.asked.contains("start 6 25 false season: outage"));
  }

  @Test
  void aFreezeOfAServiceThatIsOnlyReloadedTooIsAskedAbout(FxRobot robot) {
    fleet(Environment.STAGING);
    guards(Environment.STAGING, true, freeze("season", "ledger"));
    plan(robot);
    press(robot, DEPLOY);

    until(() -> shows("Type season to go on"));
  }

  @Test
  void aFreezeOfAServiceOnOtherNodesAsksForNothing(FxRobot robot) {
    fleet(Environment.STAGING);
    guards(Environment.STAGING, true, freeze("season", "elsewhere"));
    plan(robot);
    press(robot, DEPLOY);

    until(() -> desk.asked.contains("start 6 25 false"));
  }

  @Test
  void theFreezesAreListedWithTheirReasons(FxRobot robot) {
    fleet(Environment.STAGING);
    guards(Environment.STAGING, true, freeze("season", "shop-web"));
    until(() -> shows("Frozen until"));
    robot.interact(() ->
        ((javafx.scene.control.Button) find(window.root(), "Frozen until").orElseThrow()).fire());

    until(() -> shows("season") && shows("shop-web") && shows("it is busy (ana@desk)"));
    assertThat(shows("pointsman freeze remove NAME")).isTrue();
  }

  @Test
  void inAnOpenProductionTheButtonIsHeld(FxRobot robot) {
    fleet(Environment.PRODUCTION);
    plan(robot);
    until(() -> findButton(DEPLOY).isPresent());
    HoldButton button = (HoldButton) findButton(DEPLOY).orElseThrow();

    robot.clickOn(button);
    robot.interact(() -> {});
    assertThat(started() || shows("Type production")).as("a click").isFalse();

    robot.moveTo(button).press(MouseButton.PRIMARY);
    until(button::isHeld);
    robot.moveTo(window.root());
    until(() -> !button.isHeld());
    robot.release(MouseButton.PRIMARY);
    assertThat(started()).as("slid off").isFalse();

    robot.moveTo(button).press(MouseButton.PRIMARY);
    until(() -> desk.asked.contains(HELD));
    robot.release(MouseButton.PRIMARY);
    assertThat(desk.asked).filteredOn(asked -> asked.startsWith("start")).hasSize(1);
  }

  @Test
  void theKeyboardTypesWhatThePointerHolds(FxRobot robot) {
    fleet(Environment.PRODUCTION);
    plan(robot);
    until(() -> findButton(DEPLOY).isPresent());
    robot.interact(() -> findButton(DEPLOY).orElseThrow().requestFocus());
    robot.type(KeyCode.SPACE);

    until(() -> shows("Type production to go on"));
    assertThat(started()).isFalse();
  }

  @Test
  void elsewhereItIsPressedLikeAnyOther(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    plan(robot);
    until(() -> findButton(DEPLOY).isPresent());
    robot.clickOn(findButton(DEPLOY).orElseThrow());

    until(this::started);
  }
}
