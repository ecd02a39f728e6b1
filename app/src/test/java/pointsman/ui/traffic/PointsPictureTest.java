package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.Share;

class PointsPictureTest {
  private static PointsPicture picture(int commanded, Motion motion, int... measured) {
    PoolTraffic traffic = Sights.of(commanded, motion, measured);
    return new PointsPicture(
        LaneColor.BLUE,
        traffic.commanded().green(),
        Measure.of(traffic),
        motion,
        OptionalDouble.empty(),
        "",
        "",
        "");
  }

  @Test
  void theBladeIsSeatedOnlyWhereAllNodesAgree() {
    PointsPicture seated = picture(500, Motion.STILL, 500, 500, 500);
    assertThat(seated.seat()).isEqualTo(PointsPicture.Seat.SEATED);
    assertThat(seated.blade()).isEqualTo(seated.at(new Share(500)));
    assertThat(seated.differs()).isFalse();

    assertThat(picture(500, Motion.STILL, 500, 0, 500).seat()).isEqualTo(PointsPicture.Seat.APART);
    assertThat(picture(500, Motion.STILL, 500, -1, 500).seat())
        .isEqualTo(PointsPicture.Seat.UNKNOWN);
  }

  @Test
  void aNodeThatServesNothingIsDownAndNotSilent() {
    PointsPicture down = picture(500, Motion.STILL, 500, -2, 500);
    assertThat(down.seat()).isEqualTo(PointsPicture.Seat.SEATED);
    assertThat(down.measure().silent()).isZero();
    assertThat(down.measure().down()).hasSize(1);

    PointsPicture both = picture(500, Motion.STILL, 500, -2, -1);
    assertThat(both.seat()).isEqualTo(PointsPicture.Seat.UNKNOWN);
    assertThat(both.measure().silent()).isEqualTo(1);
    assertThat(picture(500, Motion.STILL, -2).seat()).isEqualTo(PointsPicture.Seat.UNKNOWN);
  }

  @Test
  void theLeverDoesNotTakeTheBladeAlong() {
    for (Motion motion : Motion.values()) {
      PointsPicture commanded = picture(10_000, motion, 0, 0, 0);
      assertThat(commanded.at(commanded.lever())).isEqualTo(1);
      assertThat(commanded.blade()).as("%s", motion).isLessThan(0.6);
    }
  }

  @Test
  void theBladeIsHalfWayWhileNodesAreInTransit() {
    assertThat(picture(10_000, Motion.PREPARING, 0, 0, 0).blade()).isEqualTo(0.5);
    PointsPicture some = picture(10_000, Motion.COMMITTING, 10_000, 10_000, 0);
    assertThat(some.seat()).isEqualTo(PointsPicture.Seat.MOVING);
    assertThat(some.blade()).isEqualTo(0.5);
    assertThat(picture(10_000, Motion.VERIFYING, 10_000, 10_000, 10_000).seat())
        .isEqualTo(PointsPicture.Seat.SEATED);
  }

  @Test
  void nodesThatAgreeOnSomethingElseThanCommandedAreToldAsSuch() {
    assertThat(picture(500, Motion.STILL, 0, 0, 0).differs()).isTrue();
  }

  @Test
  void aFleetThatWasNeverSeenShowsNothingAsMeasured() {
    PointsPicture never = picture(500, Motion.STILL, -1, -1);
    assertThat(never.seat()).isEqualTo(PointsPicture.Seat.UNKNOWN);
    assertThat(never.measure().last()).isEmpty();
    assertThat(never.greenFlow()).isZero();
  }

  @Test
  void whenGreenIsLiveASmallShareOfBlueIsSeenToo() {
    PointsPicture green =
        new PointsPicture(
            LaneColor.GREEN,
            new Share(9900),
            Measure.of(Sights.of(0, Motion.STILL, 0)),
            Motion.STILL,
            OptionalDouble.empty(),
            "",
            "",
            "");
    assertThat(green.at(new Share(9900))).isEqualTo(0.9);
    assertThat(green.at(Share.ALL)).isEqualTo(1);
  }
}
