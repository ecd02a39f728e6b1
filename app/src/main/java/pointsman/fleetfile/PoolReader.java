package pointsman.fleetfile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Token;

/// Reads a pool.
final class PoolReader {
  /// How many clients a table remembers when nothing is said.
  static final int TABLE = 100_000;

  /// For how long when nothing is said.
  static final Duration EXPIRE = Duration.ofMinutes(30);

  private final Map<Name, Layer> layers;

  /// @param layers at which layer each pool serves, as far as known
  PoolReader(Map<Name, Layer> layers) {
    this.layers = layers;
  }

  Supplier<Pool> read(Fields in) {
    Optional<Name> known = in.text("name", Name::new);
    in.need("name");
    Balance balance = in.word("balance", Balance.class).orElse(Balance.ROUNDROBIN);
    Persistence persistence = persistence(in).orElse(new Persistence.None());
    Layer layer = known.map(layers::get).orElse(Layer.HTTP);
    HealthReader checks = new HealthReader(layer);
    HealthChecks health = in.mapping("health", checks::read).orElse(checks.usual());
    LaneColor live = in.word("live", LaneColor.class).orElse(LaneColor.BLUE);
    Map<LaneColor, Lane> lanes = in.mapping("lanes", PoolReader::lanes).orElse(Map.of());
    in.need("lanes");
    SplitKey key = in.mapping("split", PoolReader::split).orElse(new SplitKey.ClientAddress());
    List<AudienceRule> audience =
        in.list(
            "audience", (tree, at) -> Fields.read(tree, at, in.findings(), AudienceReader::read));
    return () ->
        new Pool(
            known.orElseThrow(),
            balance,
            persistence,
            health,
            live,
            lanes.getOrDefault(LaneColor.BLUE, Lane.empty()),
            lanes.getOrDefault(LaneColor.GREEN, Lane.empty()),
            key,
            audience);
  }

  private static Optional<Persistence> persistence(Fields in) {
    Optional<Tree> tree = in.find("persistence");
    if (tree.isPresent()
        && tree.get() instanceof Tree.Scalar scalar
        && scalar.type() == Tree.Type.TEXT) {
      return switch (scalar.text()) {
        case "none" -> Optional.of(new Persistence.None());
        case "ip-hash" -> Optional.of(new Persistence.IpHash());
        default -> {
          in.findings()
              .add(
                  scalar.line(),
                  in.path("persistence"),
                  Fields.said(scalar),
                  "none, ip-hash, {kind: cookie, name: SRV} or"
                      + " {kind: table, size: 100000, expire: 30m, peers: [edge-2]}");
          yield Optional.empty();
        }
      };
    }
    return in.mapping("persistence", PoolReader::persistenceKind);
  }

  private static Supplier<Persistence> persistenceKind(Fields in) {
    Optional<Kind> kind = in.word("kind", Kind.class, Kind::word);
    in.need("kind");
    return switch (kind.orElse(Kind.NONE)) {
      case NONE -> Persistence.None::new;
      case IP_HASH -> Persistence.IpHash::new;
      case COOKIE -> {
        Supplier<Token> name = in.needText("name", Token::new);
        yield () -> new Persistence.Cookie(name.get());
      }
      case TABLE -> {
        int size = in.number("size", 100, 10_000_000).orElse(TABLE);
        Duration expire =
            in.duration("expire", Duration.ofSeconds(1), Duration.ofDays(7)).orElse(EXPIRE);
        List<Name> peers = in.texts("peers", Name::new);
        yield () -> new Persistence.Table(size, expire, peers);
      }
    };
  }

  private enum Kind {
    NONE("none"),
    COOKIE("cookie"),
    IP_HASH("ip-hash"),
    TABLE("table");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private static Supplier<Map<LaneColor, Lane>> lanes(Fields in) {
    Optional<Lane> blue = in.mapping("blue", PoolReader::lane);
    Optional<Lane> green = in.mapping("green", PoolReader::lane);
    return () ->
        Map.of(
            LaneColor.BLUE, blue.orElse(Lane.empty()), LaneColor.GREEN, green.orElse(Lane.empty()));
  }

  private static Supplier<Lane> lane(Fields in) {
    Optional<MatchText> version = in.text("version", MatchText::new);
    List<Server> servers =
        in.list("servers", (tree, at) -> Fields.read(tree, at, in.findings(), PoolReader::server));
    return () -> new Lane(version, servers);
  }

  private static Supplier<Server> server(Fields in) {
    Supplier<Name> name = in.needText("name", Name::new);
    Supplier<Host> address = in.needText("address", text -> new Host(text).reachable());
    Supplier<Integer> port = in.needNumber("port", 1, 65535);
    int weight = in.number("weight", 0, 256).orElse(100);
    Optional<Integer> maxconn = in.number("maxconn", 1, 1_000_000);
    boolean backup = in.flag("backup");
    boolean standby = in.flag("standby");
    return () ->
        new Server(
            name.get(), address.get(), new Port(port.get()), weight, maxconn, backup, standby);
  }

  private static Supplier<SplitKey> split(Fields in) {
    Optional<SplitKey> key = in.mapping("key", PoolReader::splitKey);
    in.need("key");
    return key::orElseThrow;
  }

  private static Supplier<SplitKey> splitKey(Fields in) {
    Optional<SplitKey> cookie = in.text("cookie", Token::new).map(SplitKey.Cookie::new);
    Optional<SplitKey> header = in.text("header", Token::new).map(SplitKey.Header::new);
    Optional<SplitKey> bucket =
        in.text("bucket-cookie", Token::new).map(SplitKey.BucketCookie::new);
    in.needOne("cookie", "header", "bucket-cookie");
    return () -> cookie.or(() -> header).or(() -> bucket).orElseThrow();
  }
}
