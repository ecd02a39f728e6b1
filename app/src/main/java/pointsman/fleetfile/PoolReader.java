package pointsman.fleetfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.AudienceRule.Match;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.Cidr;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.PassiveCheck;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Token;
import pointsman.model.fleet.UrlPath;

/// Reads one pool.
final class PoolReader {
  private PoolReader() {}

  private enum Kind {
    NONE,
    COOKIE,
    IP_HASH,
    TABLE
  }

  static Optional<Pool> read(Section section) {
    Optional<Name> name = section.required("name", Name::new);
    Balance balance = section.word("balance", Balance.class).orElse(Balance.ROUNDROBIN);
    Optional<Persistence> persistence = persistence(section);
    Optional<HealthChecks> health = health(section);
    LaneColor live = section.word("live", LaneColor.class).orElse(LaneColor.BLUE);
    Lane[] lanes = {Lane.empty(), Lane.empty()};
    boolean[] good = {true};
    section
        .section("lanes")
        .ifPresent(
            below -> {
              for (LaneColor color : LaneColor.values()) {
                if (below.has(color.word())) {
                  Optional<Lane> lane = below.section(color.word()).flatMap(PoolReader::lane);
                  good[0] &= lane.isPresent();
                  lane.ifPresent(each -> lanes[color.ordinal()] = each);
                }
              }
              below.end();
            });
    Optional<SplitKey> key = splitKey(section);
    List<AudienceRule> audience = new ArrayList<>();
    section.sections("audience").forEach(each -> rule(each).ifPresent(audience::add));
    section.end();
    if (name.isEmpty() || persistence.isEmpty() || health.isEmpty() || key.isEmpty() || !good[0]) {
      return Optional.empty();
    }
    return section.make(
        () ->
            new Pool(
                name.get(),
                balance,
                persistence.get(),
                health.get(),
                live,
                lanes[0],
                lanes[1],
                key.get(),
                audience));
  }

  private static Optional<Persistence> persistence(Section section) {
    if (!section.has("persistence")) {
      return Optional.of(new Persistence.None());
    }
    if (!section.isSection("persistence")) {
      return section.word("persistence", Kind.class).flatMap(kind -> plain(section, kind));
    }
    return section
        .section("persistence")
        .flatMap(
            below -> {
              Optional<Kind> kind = below.required("kind", text -> Words.word(text, Kind.class));
              Optional<Persistence> read = kind.flatMap(each -> full(below, each));
              below.end();
              return read;
            });
  }

  private static Optional<Persistence> plain(Section section, Kind kind) {
    return switch (kind) {
      case NONE -> Optional.of(new Persistence.None());
      case IP_HASH -> Optional.of(new Persistence.IpHash());
      case COOKIE, TABLE -> {
        section.wrong("persistence", "this kind needs more", "{kind: cookie, name: SRV} or {kind: table, size: 100000, expire: 30m}");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Persistence> full(Section section, Kind kind) {
    return switch (kind) {
      case NONE -> Optional.of(new Persistence.None());
      case IP_HASH -> Optional.of(new Persistence.IpHash());
      case COOKIE -> section.required("name", Token::new).map(Persistence.Cookie::new);
      case TABLE -> {
        int size = section.value("size", Words::number).orElse(100_000);
        var expire = section.value("expire", Words::duration).orElse(java.time.Duration.ofMinutes(30));
        List<Name> peers = section.values("peers", Name::new);
        yield section.make(() -> new Persistence.Table(size, expire, peers));
      }
    };
  }

  private static Optional<HealthChecks> health(Section section) {
    Optional<ActiveCheck> active = Optional.of(ActiveCheck.http());
    Optional<PassiveCheck> passive = Optional.of(PassiveCheck.defaults());
    Optional<Section> below = section.section("health");
    if (below.isPresent()) {
      Section health = below.get();
      if (health.has("active")) {
        active = isNone(health, "active") ? Optional.empty() : health.section("active").flatMap(PoolReader::active);
      }
      if (health.has("passive")) {
        passive = isNone(health, "passive") ? Optional.empty() : health.section("passive").flatMap(PoolReader::passive);
      }
      health.end();
    }
    return Optional.of(new HealthChecks(active, passive));
  }

  private static boolean isNone(Section section, String key) {
    return !section.isSection(key) && section.text(key).filter("none"::equals).isPresent();
  }

  private static Optional<ActiveCheck> active(Section section) {
    ActiveCheck.Kind kind = section.word("kind", ActiveCheck.Kind.class).orElse(ActiveCheck.Kind.HTTP);
    ActiveCheck usual = kind == ActiveCheck.Kind.HTTP ? ActiveCheck.http() : ActiveCheck.tcp();
    UrlPath path = section.value("path", UrlPath::new).orElse(usual.path());
    int[] expect = {usual.expectFrom(), usual.expectTo()};
    section.text("expect").ifPresent(text -> range(section, text, expect));
    var interval = section.value("interval", Words::duration).orElse(usual.interval());
    var timeout = section.value("timeout", Words::duration).orElse(usual.timeout());
    int rise = section.value("rise", Words::number).orElse(usual.rise());
    int fall = section.value("fall", Words::number).orElse(usual.fall());
    section.end();
    return section.make(
        () -> new ActiveCheck(kind, path, expect[0], expect[1], interval, timeout, rise, fall));
  }

  private static void range(Section section, String text, int[] expect) {
    String[] ends = text.split("-", -1);
    if (text.matches("[0-9]{3}(-[0-9]{3})?")) {
      expect[0] = Integer.parseInt(ends[0]);
      expect[1] = Integer.parseInt(ends[ends.length - 1]);
    } else {
      section.wrong("expect", pointsman.model.Printable.quote(text) + " is not a range of statuses", "such as 200-399");
    }
  }

  private static Optional<PassiveCheck> passive(Section section) {
    int failures = section.value("failures", Words::number).orElse(3);
    var window = section.value("window", Words::duration).orElse(PassiveCheck.defaults().window());
    section.end();
    return section.make(() -> new PassiveCheck(failures, window));
  }

  private static Optional<Lane> lane(Section section) {
    Optional<MatchText> version = section.value("version", MatchText::new);
    List<Server> servers = new ArrayList<>();
    section.sections("servers").forEach(each -> server(each).ifPresent(servers::add));
    section.end();
    return section.make(() -> new Lane(version, servers));
  }

  private static Optional<Server> server(Section section) {
    Optional<Name> name = section.required("name", Name::new);
    Optional<Host> address = section.required("address", Host::new);
    Optional<Port> port = section.required("port", NodeReader::port);
    int weight = section.value("weight", Words::number).orElse(100);
    Optional<Integer> maxconn = section.value("maxconn", Words::number);
    boolean backup = section.value("backup", Words::yes).orElse(false);
    boolean standby = section.value("standby", Words::yes).orElse(false);
    section.end();
    if (name.isEmpty() || address.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    return section.make(
        () -> new Server(name.get(), address.get(), port.get(), weight, maxconn, backup, standby));
  }

  private static Optional<SplitKey> splitKey(Section section) {
    Optional<SplitKey> usual = Optional.of(new SplitKey.ClientAddress());
    if (!section.has("split")) {
      return usual;
    }
    Optional<Section> split = section.section("split");
    if (split.isEmpty()) {
      return Optional.empty();
    }
    Optional<SplitKey> key = split.get().section("key").flatMap(PoolReader::key);
    split.get().end();
    return key.or(() -> split.get().has("key") ? Optional.empty() : usual);
  }

  private static Optional<SplitKey> key(Section section) {
    Optional<SplitKey> cookie = section.value("cookie", Token::new).map(SplitKey.Cookie::new);
    Optional<SplitKey> header = section.value("header", Token::new).map(SplitKey.Header::new);
    Optional<SplitKey> bucket = section.value("bucket-cookie", Token::new).map(SplitKey.BucketCookie::new);
    section.end();
    Optional<SplitKey> first = cookie.or(() -> header).or(() -> bucket);
    if (first.isEmpty()) {
      section.make(
          () -> {
            throw new pointsman.model.InvalidValueException("the split's key is empty", "cookie, header or bucket-cookie");
          });
    }
    return first;
  }

  private static Optional<AudienceRule> rule(Section section) {
    AudienceRule.Target lane =
        section.word("lane", AudienceRule.Target.class).orElse(AudienceRule.Target.CANDIDATE);
    List<Match> matches = new ArrayList<>();
    ServiceReader.pair(section, "header").ifPresent(pair -> matches.add(new Match.Header(pair.name(), pair.equals())));
    ServiceReader.pair(section, "cookie").ifPresent(pair -> matches.add(new Match.Cookie(pair.name(), pair.equals())));
    if (section.has("cidr")) {
      List<Cidr> networks = section.values("cidr", Cidr::new);
      section.make(() -> new Match.Networks(networks)).ifPresent(matches::add);
    }
    section.word("device", AudienceRule.Family.class).ifPresent(family -> matches.add(new Match.Device(family)));
    if (section.has("users")) {
      List<MatchText> users = section.values("users", MatchText::new);
      section.make(() -> new Match.Users(users)).ifPresent(matches::add);
    }
    section.end();
    if (matches.size() > 1) {
      section.wrong("lane", "this rule matches by more than one thing", "one of header, cookie, cidr, device, users");
      return Optional.empty();
    }
    return matches.stream().findFirst().map(match -> new AudienceRule(match, lane));
  }
}
