package pointsman.ui.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// Where a rollout is, in one sentence.
public final class RolloutWords {
  private RolloutWords() {}

  /// A few words for lists and bars: `canary 5 %`, `split fleet`, `safety net 23:41:12`, `60 % on
  /// green by hand`; empty when nothing is going on.
  public static String brief(PoolTraffic traffic, Instant now, Words words) {
    String going = traffic.rollout().map(sight -> brief(sight, now, words)).orElse("");
    TrafficSplit split = traffic.commanded();
    if (!going.isEmpty() || !split.isAway()) {
      return going;
    }
    String candidate = words.of("lane." + split.live().other().word());
    return split.candidate().equals(Share.NONE)
        ? words.of("rollout.brief.audience", candidate)
        : words.of("rollout.brief.byHand", split.candidate().toString(), candidate);
  }

  private static String brief(RolloutSight sight, Instant now, Words words) {
    Rollout rollout = sight.rollout();
    return switch (rollout.state()) {
      case RolloutState.Shifting to ->
          words.of("rollout.brief.shifting", share(rollout, to.stage()));
      case RolloutState.Watching at ->
          words.of("rollout.brief.watching", share(rollout, at.stage()));
      case RolloutState.Held at -> words.of("rollout.brief.held", share(rollout, at.stage()));
      case RolloutState.Returning _ -> words.of("rollout.brief.returning", lane(rollout, words));
      case RolloutState.Parted _ -> words.of("rollout.brief.parted");
      case RolloutState.SafetyNet net ->
          words.of("rollout.brief.net", clock(Duration.between(now, net.until())));
      case RolloutState.Ended _ -> "";
    };
  }

  /// The whole sentence.
  static String sentence(TrafficPicture now, Words words) {
    if (now.traffic().rollout().isEmpty()) {
      return idle(now, words);
    }
    RolloutSight sight = now.traffic().rollout().get();
    Rollout rollout = sight.rollout();
    return switch (rollout.state()) {
      case RolloutState.Shifting to ->
          words.of(
              "rollout.shifting",
              share(rollout, to.stage()),
              words.of("points.moving." + motion(now.traffic().motion())),
              now.nodes());
      case RolloutState.Watching at -> watching(now, sight, at, words);
      case RolloutState.Held at ->
          words.of("rollout.held", share(rollout, at.stage()), at.why().words());
      case RolloutState.Returning back ->
          words.of("rollout.returning", lane(rollout, words), back.why().words());
      case RolloutState.Parted parted ->
          words.of("rollout.parted", parted.behind().size(), now.nodes());
      case RolloutState.SafetyNet net ->
          words.of(
              "rollout.net",
              words.of("lane." + rollout.live().other().word()),
              Units.when(net.since(), now.now()),
              lane(rollout, words),
              clock(Duration.between(now.now(), net.until())));
      case RolloutState.Ended ended -> end(rollout, ended.how(), words);
    };
  }

  private static String watching(
      TrafficPicture now, RolloutSight sight, RolloutState.Watching at, Words words) {
    Rollout rollout = sight.rollout();
    Duration bake = rollout.policy().stages().get(at.stage()).bake();
    Duration watched = Duration.between(at.since(), now.now());
    String time =
        watched.compareTo(bake) < 0
            ? words.of("rollout.bake", clock(watched), clock(bake))
            : words.of("rollout.bake.over", clock(bake));
    return words.of(
        "rollout.watching",
        at.stage() + 1,
        rollout.policy().stages().size(),
        time,
        Units.when(sight.began(), now.now()),
        sight.operator());
  }

  private static String idle(TrafficPicture now, Words words) {
    String lane = words.of("lane." + now.home().word());
    if (!now.hasCandidate()) {
      return words.of("rollout.noCandidate", words.of("lane." + now.candidate().word()));
    }
    if (now.nodes() == 0) {
      return words.of("rollout.noNode");
    }
    if (now.audienceAtHome()) {
      return words.of("rollout.audience", lane);
    }
    if (now.hasWayBack()) {
      return words.of(
          "rollout.byHand", now.wanted().toString(), words.of("lane." + now.candidate().word()));
    }
    if (!now.history().isEmpty()) {
      RolloutState last = now.history().getLast().after();
      if (last instanceof RolloutState.Ended ended) {
        String when = Units.when(now.history().getLast().at(), now.now());
        return switch (ended.how()) {
          case RolloutState.End.Kept _ -> words.of("rollout.ended.kept", lane, when);
          case RolloutState.End.Back back ->
              words.of("rollout.ended.back", lane, when, back.why().words());
          case RolloutState.End.NeverBegan never ->
              words.of("rollout.ended.never", when, never.why().words());
        };
      }
    }
    return words.of("rollout.none", lane);
  }

  /// How a rollout ended.
  static String end(Rollout rollout, RolloutState.End how, Words words) {
    return switch (how) {
      case RolloutState.End.Kept _ -> words.of("rollout.end.kept");
      case RolloutState.End.Back back ->
          words.of("rollout.end.back", lane(rollout, words), back.why().words());
      case RolloutState.End.NeverBegan never -> words.of("rollout.end.never", never.why().words());
    };
  }

  static String motion(PoolTraffic.Motion motion) {
    return switch (motion) {
      case STILL, VERIFYING -> "verify";
      case PREPARING -> "prepare";
      case COMMITTING -> "commit";
    };
  }

  private static String share(Rollout rollout, int stage) {
    return rollout.policy().stages().get(stage).share().toString();
  }

  private static String lane(Rollout rollout, Words words) {
    return words.of("lane." + rollout.live().word());
  }

  /// Names, the first four and how many more.
  static String names(java.util.List<Name> names, Words words) {
    String first = names.stream().limit(4).map(Name::value).collect(Collectors.joining(", "));
    return names.size() <= 4 ? first : words.of("rollout.more", first, names.size() - 4);
  }

  /// A time that is counted: `4:07`, `23:41:12`; never below zero.
  static String clock(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
