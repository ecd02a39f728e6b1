package pointsman.ui.traffic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.model.Failure;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.TrafficStore;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// A pool's traffic in words.
final class TrafficWords {
  private static final int NAMED = 2;
  private static final int LISTED = 8;

  private TrafficWords() {}

  /// What comes in: `:8080 on 6 nodes · key cookie uid`.
  static String where(TrafficPicture now, Words words) {
    List<Service> services =
        now.fleet().services().stream()
            .filter(service -> service.pools().contains(now.pool().name()))
            .toList();
    String listeners =
        services.stream()
            .flatMap(service -> service.listen().stream())
            .map(Object::toString)
            .distinct()
            .collect(Collectors.joining(", "));
    return listeners.isEmpty()
        ? words.of("traffic.where.unused", key(now.pool().splitKey(), words))
        : words.of(
            "traffic.where", listeners, serving(now, words), key(now.pool().splitKey(), words));
  }

  private static String serving(TrafficPicture now, Words words) {
    Measure measure = Measure.of(now.traffic());
    return measure.down().isEmpty()
        ? words.of("traffic.on", now.nodes())
        : words.of("traffic.onSome", measure.serving(), now.nodes());
  }

  /// Which nodes serve nothing: `■ edge-2 down`; empty where all do, or it is not known.
  static String down(Measure measure, Words words) {
    List<NodeTraffic> down = measure.down();
    return down.isEmpty()
        ? ""
        : down.size() <= NAMED
            ? words.of("points.down", names(down, NAMED))
            : words.of("points.downMany", down.size());
  }

  private static String names(List<NodeTraffic> nodes, int most) {
    return nodes.stream()
        .limit(most)
        .map(each -> each.node().value())
        .collect(Collectors.joining(", "));
  }

  /// The same with the reasons, those of many by name only.
  private static String reasons(Measure measure, Words words) {
    List<NodeTraffic> down = measure.down();
    if (down.isEmpty()) {
      return "";
    }
    String more = down.size() > LISTED ? " …" : "";
    return " · "
        + words.of("points.downWhy", names(down, LISTED) + more, down.size())
        + ": "
        + down.stream()
            .limit(NAMED)
            .flatMap(each -> each.standstill().stream())
            .map(Failure::summary)
            .collect(Collectors.joining(" "));
  }

  static String key(SplitKey key, Words words) {
    return switch (key) {
      case SplitKey.ClientAddress _ -> words.of("traffic.key.address");
      case SplitKey.Cookie cookie -> words.of("traffic.key.cookie", cookie.name().value());
      case SplitKey.Header header -> words.of("traffic.key.header", header.name().value());
      case SplitKey.BucketCookie bucket -> words.of("traffic.key.bucket", bucket.name().value());
    };
  }

  /// Lever and blade in one sentence.
  static String points(TrafficPicture now, Words words) {
    Measure measure = Measure.of(now.traffic());
    String lane = words.of("lane." + now.candidate().word());
    String lever = words.of("points.lever", lane, now.wanted().toString());
    String blade;
    if (measure.total() == 0) {
      return words.of("points.blade.none");
    }
    if (measure.serving() == 0) {
      return lever + reasons(measure, words);
    }
    if (!measure.known()) {
      String last =
          measure
              .oldest()
              .map(age -> words.of("points.blade.ago", Units.age(age)))
              .orElseGet(() -> words.of("points.blade.never"));
      blade = words.of("points.blade.unknown", measure.silent(), measure.total(), last);
    } else if (measure.seated()) {
      blade =
          words.of(
              measure.down().isEmpty() ? "points.blade.seated" : "points.blade.seatedSome",
              measure.groups().getFirst().of(now.candidate()).toString(),
              measure.serving(),
              measure.total());
    } else {
      blade =
          words.of(
              "points.blade.apart",
              measure.groups().stream()
                  .map(group ->
                      words.of(
                          "points.blade.part",
                          group.of(now.candidate()).toString(),
                          group.nodes().size()))
                  .collect(Collectors.joining(" · ")));
    }
    return lever + " · " + blade + skew(now, words) + reasons(measure, words);
  }

  private static String skew(TrafficPicture now, Words words) {
    boolean still = now.traffic().motion() == PoolTraffic.Motion.STILL;
    Optional<java.time.Duration> skew =
        now.traffic()
            .last()
            .flatMap(ShiftResult::skew)
            .or(() -> now.shifts().stream().findFirst().flatMap(TrafficStore.ShiftEntry::skew));
    return still
        ? skew.map(time -> " · " + words.of("points.skew", Units.took(time)).replace(' ', '\u00a0'))
            .orElse("")
        : "";
  }

  /// A rule: `header X-Staff = 1 → candidate`.
  static String rule(AudienceRule rule, Words words) {
    String who =
        switch (rule.match()) {
          case AudienceRule.Match.Header header ->
              words.of("audience.header", header.name().value(), header.equals().value());
          case AudienceRule.Match.Cookie cookie ->
              words.of("audience.cookie", cookie.name().value(), cookie.equals().value());
          case AudienceRule.Match.Networks networks ->
              words.of("audience.networks", join(networks.networks()));
          case AudienceRule.Match.Device device ->
              words.of("audience.device", device.family().name().toLowerCase(Locale.ROOT));
          case AudienceRule.Match.Users users -> words.of("audience.users", users.ids().size());
        };
    return who + " → " + words.of("audience.to." + rule.lane().name().toLowerCase(Locale.ROOT));
  }

  private static String join(List<?> all) {
    return all.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
