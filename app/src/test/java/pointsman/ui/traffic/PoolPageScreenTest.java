package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.Failure;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Why;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.port.TrafficStore;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.desk.Settings;
import pointsman.ui.kit.Place;

/// The pool's page over what services would tell.
class PoolPageScreenTest extends DeskOnScreen {
  private final Instant began = Instant.now().minusSeconds(200);

  @Start
  void start(Stage stage) {
    open(stage);
  }

  private void page(FxRobot robot, Environment environment, PoolTraffic traffic) {
    fleet(environment);
    tell(traffic);
    go(robot, new Place.Pool(Sights.WEB));
  }

  private void tell(PoolTraffic traffic) {
    desk.traffic.publish(Map.of(Sights.WEB, traffic));
  }

  private PoolTraffic rollout(RolloutState state, int commanded, int... measured) {
    return Sights.canary(state, began, LaneColor.BLUE, commanded, measured);
  }

  private void key(FxRobot robot, KeyCode code, boolean shift) {
    robot.interact(() ->
        Event.fireEvent(
            window.root(),
            new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, true, false, false)));
  }

  private void typed(FxRobot robot, String character) {
    robot.interact(() ->
        Event.fireEvent(
            window.root(),
            new KeyEvent(
                KeyEvent.KEY_TYPED,
                character,
                character,
                KeyCode.UNDEFINED,
                false,
                false,
                false,
                false)));
  }

  @Test
  void untilANodeToldAnythingThePageLoadsAndAGonePoolIsToldAsSuch(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Pool(Sights.WEB));
    until(() -> shows("Asking the nodes what they run"));
    go(robot, new Place.Pool(new Name("nowhere")));
    until(() -> shows("nowhere"));
    assertThat(shows("Points")).isFalse();
  }

  @Test
  void whatIsCommandedAndWhatIsMeasuredAreToldApart(FxRobot robot) {
    page(robot, Environment.DEVELOPMENT, Sights.of(500, Motion.STILL, 500, 500, 0));
    until(() -> shows("lever: commanded green 5 %"));
    assertThat(shows("measured 5 % on 2 nodes · measured 0 % on 1 node")).isTrue();
    assertThat(shows("2 | 1")).isTrue();

    tell(Sights.of(500, Motion.STILL, 500, -1, 500));
    until(() -> shows("? 1 silent"));
    assertThat(shows("blade: unknown, 1 of 3 nodes silent, never measured")).isTrue();
  }

  @Test
  void aNodeWhoseLoadBalancerIsGoneIsToldAsDownWithItsNameAndReason(FxRobot robot) {
    page(robot, Environment.DEVELOPMENT, Sights.of(500, Motion.STILL, 500, -2, 500));
    until(() -> shows("■ edge-us-1 down"));
    assertThat(shows("measured 5 % on 2 of 3 nodes")).isTrue();
    assertThat(shows("no nginx runs on edge-us-1")).isTrue();
    assertThat(shows("measured 5 % · ■ edge-us-1 down")).as("stages").isTrue();
    assertThat(shows("on 2 of 3 nodes · ")).as("where").isTrue();
    assertThat(shows("silent")).isFalse();

    tell(Sights.of(500, Motion.STILL, -2, -2, -2));
    until(() -> shows("■ 3 nodes down"));
    assertThat(shows("silent")).isFalse();
  }

  @Test
  void aShareByHandAndAnAudienceAwayShowOnTheServicesScreen(FxRobot robot) {
    page(robot, Environment.DEVELOPMENT, Sights.of(6000, Motion.STILL, 6000, 6000));
    go(robot, new Place.Services());
    until(() -> shows("60 % on green by hand"));
    tell(Sights.of(0, Motion.STILL, 0, 0));
    until(() -> !shows("by hand"));
  }

  @Test
  void aCanaryIsHeldAdvancedSteppedBackAndAbortedByButtonsThatNameTheirEffect(FxRobot robot) {
    page(
        robot,
        Environment.DEVELOPMENT,
        rollout(new RolloutState.Watching(1, began), 500, 500, 500));
    until(() -> shows("stage 2 of 6 · 3:2"));
    press(robot, "Hold");
    until(() -> desk.asked.contains("tell shop-web Hold[who=ops]"));
    press(robot, "Advance to 10 %");
    until(() -> desk.asked.contains("tell shop-web Promote[who=ops]"));
    press(robot, "Back to 1 %");
    until(() -> desk.asked.contains("tell shop-web StepBack[who=ops]"));
    press(robot, "Abort: all users to blue");
    until(() -> desk.asked.contains("rollback shop-web"));
  }

  @Test
  void aNameThatIsSetMeanwhileSignsNothingBeforeTheNextStart(FxRobot robot) {
    page(
        robot,
        Environment.DEVELOPMENT,
        rollout(new RolloutState.Watching(1, began), 500, 500, 500));
    desk.settings.publish(new Settings(Settings.Theme.LIGHT, Duration.ofSeconds(2), "eva"));
    press(robot, "Hold");
    until(() -> desk.asked.stream().anyMatch(each -> each.startsWith("tell shop-web Hold")));
    assertThat(desk.asked).contains("tell shop-web Hold[who=ops]");
  }

  @Test
  void keysDoTheSame(FxRobot robot) {
    page(
        robot,
        Environment.DEVELOPMENT,
        rollout(new RolloutState.Watching(1, began), 500, 500, 500));
    until(() -> findButton("Hold").isPresent());
    typed(robot, "]");
    until(() -> desk.asked.contains("tell shop-web Promote[who=ops]"));
    typed(robot, "[");
    until(() -> desk.asked.contains("tell shop-web StepBack[who=ops]"));
    key(robot, KeyCode.PERIOD, false);
    until(() -> desk.asked.contains("tell shop-web Hold[who=ops]"));
    key(robot, KeyCode.R, true);
    until(() -> desk.asked.contains("rollback shop-web"));
  }

  @Test
  void productionAsksBeforeUsersMoveOnButNeverBeforeTheyComeBack(FxRobot robot) {
    page(robot, Environment.PRODUCTION, rollout(new RolloutState.Watching(3, began), 2500, 2500));
    until(() -> findButton("Advance to 50 %").isPresent());
    robot.interact(() -> desk.unlock(Duration.ofMinutes(30), new Why("ticket 7")));
    press(robot, "Advance to 50 %");
    until(() -> shows("Advance to 50 %?"));
    assertThat(desk.asked).noneMatch(each -> each.startsWith("tell"));
    press(robot, "Cancel");

    press(robot, "Abort: all users to blue");
    until(() -> desk.asked.contains("rollback shop-web"));
  }

  @Test
  void aRefusalIsToldInPlaceWithItsMend(FxRobot robot) {
    desk.trafficFails =
        Optional.of(
            new Failure.Refused(
                "capacity floor", "green has 1 of 3 servers up", "Bring servers up."));
    page(robot, Environment.DEVELOPMENT, rollout(new RolloutState.Watching(1, began), 500, 500));
    press(robot, "Advance to 10 %");

    until(() -> shows("green has 1 of 3 servers up"));
    assertThat(shows("Bring servers up.")).isTrue();
  }

  @Test
  void aSplitFleetOffersThreeWaysOutAndAcceptingItWantsANameAndAReason(FxRobot robot) {
    page(
        robot,
        Environment.PRODUCTION,
        rollout(
            new RolloutState.Parted(
                new RolloutState.Target.ToStage(2),
                1,
                List.of(new Name("edge-ap-1")),
                "no route to host"),
            1000,
            1000,
            1000,
            500));
    until(() -> shows("The fleet is split: 2 went, 1 did not"));
    assertThat(shows("Behind: edge-ap-1. no route to host")).isTrue();
    assertThat(findButton("Retry 1 node")).isPresent();
    press(robot, "Roll back the 2 others");
    until(() -> desk.asked.contains("tell shop-web UndoOthers[who=ops]"));
    robot.interact(() -> desk.unlock(Duration.ofMinutes(30), new Why("ticket 7")));
    press(robot, "Accept the split…");
    until(() -> shows("Type production to go on"));
    assertThat(desk.asked).noneMatch(each -> each.contains("AcceptSplit"));
  }

  @Test
  void theSheetIsCheckedWhileOneTypesAndBeginsWhatItSays(FxRobot robot) {
    page(robot, Environment.DEVELOPMENT, Sights.of(0, Motion.STILL, 0, 0, 0));
    press(robot, "Begin a canary…");
    until(() -> shows("Canary of shop-web to green"));
    robot.interact(() -> field("stages, in %").setText("10, 5, 100"));
    until(() -> shows("a stage of 5 % after 10 %"));
    robot.interact(() -> field("stages, in %").setText("2, 100"));
    robot.interact(() -> field("smoke test path").setText("/health"));
    until(() ->
        shows(
            "pointsman canary start shop-web --stages 2,100 --bake 15m --lease 10m --smoke"
                + " /health"));

    press(robot, "Begin: 2 % of the users to green on 3 nodes");

    until(() -> desk.asked.contains("begin shop-web [2, 100] /health"));
  }

  @Test
  void thePointsAreThrownOnceTheSheetIsConfirmed(FxRobot robot) {
    page(robot, Environment.DEVELOPMENT, Sights.of(0, Motion.STILL, 0, 0, 0));
    press(robot, "Switch shop-web to green on 3 nodes");
    until(() -> shows("Switch shop-web to green"));
    until(() -> shows("pointsman switch shop-web green --watch 30s"));
    assertThat(desk.asked).noneMatch(each -> each.startsWith("begin"));

    press(robot, "Switch shop-web to green on 3 nodes");

    until(() -> desk.asked.contains("begin shop-web [100]"));
  }

  @Test
  void theLatestRolloutTellsWhyItWentBackAndWhoDidWhat(FxRobot robot) {
    Reason gate = new Reason.Gate("errors 7.2 % of 310 attempts, the limit is 5 %");
    desk.lines.add(
        new TrafficStore.Line(
            began,
            "gate",
            "all users back on blue",
            Optional.empty(),
            new RolloutState.Ended(new RolloutState.End.Back(gate))));
    page(robot, Environment.DEVELOPMENT, Sights.of(0, Motion.STILL, 0, 0, 0));

    until(() -> shows("was rolled back at"));
    assertThat(shows("errors 7.2 % of 310 attempts")).isTrue();
    assertThat(shows("all users back on blue")).isTrue();
  }

  /// Green is live, its safety net stands, and this is what nodes send to blue.
  private PoolTraffic net(int... blue) {
    RolloutState state = new RolloutState.SafetyNet(began, Instant.now().plusSeconds(86_390));
    return Sights.canary(state, began, LaneColor.GREEN, 0, blue);
  }

  @Test
  void behindTheSafetyNetANodeThatDiffersIsOfferedWhatIsLive(FxRobot robot) {
    PoolTraffic traffic = net(0, 0, 10_000);
    page(robot, Environment.DEVELOPMENT, traffic);

    until(() -> {
      tell(traffic);
      return shows("Nodes differ: 2 as commanded, 1 not");
    });
    press(robot, "Send 100 % to all nodes again");
    until(() -> desk.asked.contains("tell shop-web Retry[who=ops]"));
  }

  @Test
  void theSafetyNetIsCountedDown(FxRobot robot) {
    page(robot, Environment.DEVELOPMENT, net(0, 0));

    until(() -> shows("blue stays ready for 23:59:"));
    assertThat(findButton("Roll back: all users to blue")).isPresent();
    assertThat(shows("lever: commanded green 100 %")).isTrue();
  }

  @Test
  void aSplitFleetIsToldOnEveryScreenUntilItIsWhole(FxRobot robot) {
    RolloutState parted =
        new RolloutState.Parted(
            new RolloutState.Target.ToStage(2), 1, List.of(new Name("edge-ap-1")), "no route");
    page(robot, Environment.DEVELOPMENT, rollout(parted, 1000, 1000, 1000, 500));
    for (Place place : List.of(new Place.Services(), new Place.Fleet(), new Place.Settings())) {
      go(robot, place);
      until(() -> shows("shop-web: the fleet is split, 2 nodes went, 1 did not"));
    }
    press(robot, "Open");
    until(() -> shows("Retry 1 node"));

    tell(rollout(new RolloutState.Watching(2, began), 1000, 1000, 1000, 1000));

    until(() -> !shows("the fleet is split"));
    until(() -> findButton("Retry 1 node").isEmpty());
  }

  @Test
  void whatGoesOnStandsBesideThePoolInTheListsToo(FxRobot robot) {
    page(
        robot,
        Environment.DEVELOPMENT,
        rollout(new RolloutState.Watching(1, began), 500, 500, 500));
    go(robot, new Place.Services());
    until(() -> shows("canary 5 %"));
    go(robot, new Place.Fleet());
    until(() -> shows(" requests/s · canary 5 %") || shows("/s · canary 5 %"));
  }

  @Test
  void aNodeWhoseWriteWasUndoneBehindOurBackIsNamedOnceItStaysAndOfferedItsShareAgain(
      FxRobot robot) {
    PoolTraffic traffic = rollout(new RolloutState.Watching(1, began), 500, 500, 500, 0);
    page(robot, Environment.DEVELOPMENT, traffic);

    until(() -> {
      tell(traffic);
      return shows("Nodes differ: 2 as commanded, 1 not");
    });
    assertThat(shows("edge-ap-1 runs 0 %")).isTrue();
    assertThat(shows("2 | 1")).isTrue();
    press(robot, "Send 5 % to all nodes again");
    until(() -> desk.asked.contains("tell shop-web Retry[who=ops]"));
  }

  @Test
  void aNodeThatDiffersInItsAudienceAloneIsNamedAndOfferedWhatIsCommanded(FxRobot robot) {
    PoolTraffic same = Sights.of(0, Motion.STILL, 0, 0, 0);
    List<NodeTraffic> nodes = new ArrayList<>(same.nodes());
    NodeTraffic last = nodes.removeLast();
    nodes.add(
        new NodeTraffic(
            last.node(),
            Optional.of(new NodeSplit(Share.NONE, Salt.FIRST, Optional.of(LaneColor.GREEN))),
            last.age(),
            true,
            Optional.empty()));
    PoolTraffic traffic =
        new PoolTraffic(
            same.pool(),
            same.commanded(),
            same.motion(),
            nodes,
            same.lanes(),
            same.rollout(),
            same.last());
    page(robot, Environment.DEVELOPMENT, traffic);

    until(() -> {
      tell(traffic);
      return shows("Nodes differ: 2 as commanded, 1 not");
    });
    assertThat(shows("edge-ap-1 runs 0 % · rules on")).isTrue();
    press(robot, "Send 0 % to all nodes again");
    until(() -> desk.asked.contains("again shop-web"));
  }

  @Test
  void serversThatNoNodeTellsOfAreUnknownRatherThanDown(FxRobot robot) {
    PoolTraffic seen = Sights.of(0, Motion.STILL, -1, -1);
    page(
        robot,
        Environment.DEVELOPMENT,
        new PoolTraffic(
            seen.pool(),
            seen.commanded(),
            seen.motion(),
            seen.nodes(),
            List.of(),
            seen.rollout(),
            seen.last()));

    until(() -> shows("?/3") && shows("not seen"));
    assertThat(shows("0/3") || shows("0 of 3 up")).isFalse();
  }

  @Test
  void aPoolThatNoNodeCarriesSaysWhatToDoFirst(FxRobot robot) {
    page(robot, Environment.DEVELOPMENT, Sights.of(0, Motion.STILL));

    until(() -> shows("No node carries this pool: deploy it first."));
    assertThat(findButton("Begin a canary…")).isEmpty();
    assertThat(shows("silent")).isFalse();
  }

  @Test
  void ofTheLatestShiftItIsToldHowManyNodesWent(FxRobot robot) {
    List<TrafficStore.ShiftNode> nodes = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      nodes.add(
          new TrafficStore.ShiftNode(
              new Name("edge-" + i),
              i == 6 ? NodeShifted.End.UNTOUCHED : NodeShifted.End.SEATED,
              Optional.empty(),
              ""));
    }
    desk.shifted.add(
        new TrafficStore.ShiftEntry(
            Optional.empty(),
            Sights.WEB,
            new NodeSplit(Share.NONE, Salt.FIRST, Optional.empty()),
            began,
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Optional.empty(),
            nodes));
    page(robot, Environment.DEVELOPMENT, Sights.of(0, Motion.STILL, 0, 0, 0));

    until(() -> shows("5 of 6 nodes went"));
    assertThat(shows("on 6 nodes")).isFalse();
  }
}
