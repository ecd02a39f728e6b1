package pointsman.ui.traffic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.TrafficStore;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// A pool's traffic in words.
final class TrafficWords {
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
        : words.of("traffic.where", listeners, now.nodes(), key(now.pool().splitKey(), words));
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
              "points.blade.seated",
              measure.groups().getFirst().of(now.candidate()).toString(),
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
    return lever + " · " + blade + skew(now, words);
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
