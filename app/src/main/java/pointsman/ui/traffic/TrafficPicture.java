package pointsman.ui.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.LaneTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.port.TrafficStore;

/// All that the pool's page shows, at one moment.
///
/// @param fleet the inventory
/// @param pool the pool in it
/// @param traffic what is commanded and measured
/// @param silence since the last of this was told
/// @param history every step of the latest rollout, the oldest first
/// @param shifts the latest shifts, newest first
/// @param now when
record TrafficPicture(
    Fleet fleet,
    Pool pool,
    PoolTraffic traffic,
    Duration silence,
    List<TrafficStore.Line> history,
    List<TrafficStore.ShiftEntry> shifts,
    Instant now) {
  /// Told longer ago, it is greyed with its age.
  private static final Duration OLD = Duration.ofSeconds(10);

  TrafficPicture {
    history = List.copyOf(history);
    shifts = List.copyOf(shifts);
  }

  boolean stale() {
    return silence.compareTo(OLD) > 0;
  }

  Optional<Rollout> rollout() {
    return traffic.rollout().map(RolloutSight::rollout);
  }

  /// The lane whose share the stages show: a rollout's candidate, also once it is live.
  LaneColor candidate() {
    return rollout().map(Rollout::live).orElse(traffic.commanded().live()).other();
  }

  /// The lane that users go back to.
  LaneColor home() {
    return candidate().other();
  }

  /// The candidate's share as commanded.
  Share wanted() {
    Share green = traffic.commanded().green();
    return switch (candidate()) {
      case GREEN -> green;
      case BLUE -> green.rest();
    };
  }

  /// A lane as it is seen; without a sight, as it is declared.
  LaneTraffic lane(LaneColor color) {
    return traffic.lanes().stream()
        .filter(lane -> lane.lane() == color)
        .findFirst()
        .orElseGet(() ->
            new LaneTraffic(
                color,
                pool.lane(color).version().map(Object::toString).orElse(""),
                pool.lane(color).servers().size(),
                0,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty()));
  }

  /// A lane's version as people write it, such as `v1.1`; else empty.
  String version(LaneColor color) {
    String version = lane(color).version();
    return version.isEmpty() ? "" : "v" + version;
  }

  /// Whether the candidate has servers at all.
  boolean hasCandidate() {
    return !pool.lane(candidate()).servers().isEmpty();
  }

  /// Requests to the pool, over both lanes; empty while one is not known.
  OptionalDouble perSecond() {
    double sum = 0;
    for (LaneTraffic lane : traffic.lanes()) {
      if (lane.perSecond().isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += lane.perSecond().getAsDouble();
    }
    return traffic.lanes().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }

  /// A lane's share of the requests as counted; empty while it is not known.
  OptionalDouble counted(LaneColor color) {
    OptionalDouble all = perSecond();
    OptionalDouble own = lane(color).perSecond();
    return all.isEmpty() || own.isEmpty() || all.getAsDouble() <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(own.getAsDouble() / all.getAsDouble());
  }

  int nodes() {
    return traffic.nodes().size();
  }

  /// Whether the pool's fleet is split and waits for an answer.
  Optional<RolloutState.Parted> parted() {
    return rollout()
        .map(Rollout::state)
        .filter(RolloutState.Parted.class::isInstance)
        .map(RolloutState.Parted.class::cast);
  }

  /// Whether users may be elsewhere than at home, so that there is a way back.
  boolean hasWayBack() {
    return rollout().isPresent() || !wanted().equals(Share.NONE) || audienceAtHome();
  }

  /// Whether rules send users to the candidate though it has no share.
  boolean audienceAtHome() {
    return wanted().equals(Share.NONE)
        && traffic.commanded().isAway()
        && !pool.audience().isEmpty();
  }

  /// The stage a rollout stands at; -1 when it stands at none.
  int stage() {
    return rollout()
        .map(each ->
            switch (each.state()) {
              case RolloutState.Watching watching -> watching.stage();
              case RolloutState.Held held -> held.stage();
              case RolloutState.Shifting shifting -> shifting.stage();
              case RolloutState.SafetyNet _ -> each.policy().stages().size() - 1;
              case RolloutState.Returning _, RolloutState.Parted _, RolloutState.Ended _ -> -1;
            })
        .orElse(-1);
  }

  /// Whether an operator can move it on or back now.
  boolean standing() {
    return rollout()
        .map(each ->
            switch (each.state()) {
              case RolloutState.Watching _, RolloutState.Held _ -> true;
              case RolloutState.Shifting _,
                  RolloutState.Returning _,
                  RolloutState.Parted _,
                  RolloutState.SafetyNet _,
                  RolloutState.Ended _ ->
                  false;
            })
        .orElse(false);
  }

  /// The share of a stage of the rollout; empty when there is none such.
  Optional<Share> stageShare(int stage) {
    return rollout()
        .map(each -> each.policy().stages())
        .filter(stages -> stage >= 0 && stage < stages.size())
        .map(stages -> stages.get(stage).share());
  }

  /// The slider: within a rollout it goes one stage on or back, without one anywhere.
  StagePicture stages() {
    StageScale scale =
        rollout()
            .map(each -> each.policy().stages().stream().map(Stage::share).toList())
            .filter(shares -> shares.size() > 1)
            .map(StageScale::of)
            .orElseGet(StageScale::usual);
    boolean free = rollout().isEmpty() && hasCandidate() && nodes() > 0;
    List<Share> reach = List.of();
    if (free) {
      reach = scale.ticks();
    } else if (standing()) {
      reach =
          java.util.stream.Stream.of(stageShare(stage() - 1), stageShare(stage() + 1))
              .flatMap(Optional::stream)
              .toList();
    }
    return new StagePicture(
        scale,
        candidate(),
        version(candidate()),
        wanted(),
        Measure.of(traffic),
        reach,
        free,
        perSecond());
  }
}
