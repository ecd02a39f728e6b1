package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Share;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.ui.FakeDesk;
import pointsman.ui.SampleFleet;
import pointsman.ui.fx.Threads;
import pointsman.ui.fx.Works;

class TrafficViewModelTest {
  private final FakeDesk desk = new FakeDesk();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T14:00:00Z"));
  private final TrafficViewModel model =
      new TrafficViewModel(Sights.WEB, desk, desk, new Works(Threads.direct()), now::get);

  private TrafficPicture picture() {
    return ((TrafficViewModel.Sight.Shown) model.sight().get()).picture();
  }

  private void told(PoolTraffic traffic) {
    desk.fleets.publish(SampleFleet.of(Environment.DEVELOPMENT, 6, 3));
    desk.traffic.publish(Map.of(Sights.WEB, traffic));
    model.attach();
    model.tick();
  }

  private static PoolTraffic rollout(RolloutState state, int commanded, int... measured) {
    return Sights.canary(state, Instant.EPOCH, LaneColor.BLUE, commanded, measured);
  }

  @Test
  void withoutAWordFromTheServicesItLoads() {
    model.attach();
    assertThat(model.sight().get()).isInstanceOf(TrafficViewModel.Sight.Loading.class);
    desk.fleets.publish(Fleet.empty());
    model.tick();
    assertThat(model.sight().get()).isInstanceOf(TrafficViewModel.Sight.Gone.class);
  }

  @Test
  void askingForAShareMovesNoMark() {
    told(Sights.of(0, Motion.STILL, 0, 0, 0));

    model.split("5 %", new Share(500), Consent.yes());

    assertThat(desk.asked).contains("split shop-web 5 %");
    assertThat(picture().stages().measured()).containsExactly(Share.NONE);
    assertThat(picture().wanted()).isEqualTo(Share.NONE);
  }

  @Test
  void aRefusalIsKeptUntilTheNextAskOrUntilItIsRead() {
    told(Sights.of(0, Motion.STILL, 0));
    desk.trafficFails = Optional.of(new Failure.Refused("freeze", "a freeze holds", "Wait."));
    model.split("5 %", new Share(500), Consent.yes());
    assertThat(model.trouble().get()).isEqualTo(desk.trafficFails);
    assertThat(model.busy().get()).isFalse();

    desk.trafficFails = Optional.empty();
    model.rollback("back");

    assertThat(model.trouble().get()).isEmpty();
  }

  @Test
  void whatIsNotToldAnewGrowsOldAndSaysSo() {
    told(Sights.of(0, Motion.STILL, 0));
    assertThat(picture().stale()).isFalse();

    now.updateAndGet(then -> then.plusSeconds(11));
    model.detach();
    model.attach();
    model.tick();

    assertThat(picture().stale()).isFalse();
    now.updateAndGet(then -> then.plusSeconds(11));
    org.awaitility.Awaitility.await()
        .until(() -> {
          model.tick();
          return picture().stale();
        });
  }

  @Test
  void withinARolloutTheSliderReachesOnlyTheStagesBeside() {
    told(rollout(new RolloutState.Watching(1, Instant.EPOCH), 500, 500));
    assertThat(picture().stages().reach()).containsExactly(new Share(100), new Share(1000));
    assertThat(picture().stages().free()).isFalse();
  }

  @Test
  void onTheWayTheSliderReachesNothing() {
    told(rollout(new RolloutState.Shifting(1, 0), 500, 100));
    assertThat(picture().stages().movable()).isFalse();
  }

  @Test
  void onceItIsDetachedNothingIsFollowed() {
    model.attach();
    model.detach();
    assertThat(desk.traffic.subscriberCount()).isZero();
    assertThat(desk.fleets.subscriberCount()).isZero();
  }

  @Test
  void whatAnotherProgramCommandedIsReadFromTheHistoryAnew() {
    told(Sights.of(0, Motion.STILL, 0));
    assertThat(picture().history()).isEmpty();
    desk.lines.add(
        new TrafficStore.Line(
            Objects.requireNonNull(now.get()),
            "ana",
            "began",
            Optional.empty(),
            new RolloutState.Shifting(0, -1)));

    desk.traffic.publish(Map.of(Sights.WEB, Sights.of(500, Motion.STILL, 0)));

    org.awaitility.Awaitility.await()
        .until(() -> {
          model.tick();
          return picture().history().size() == 1;
        });
  }
}
