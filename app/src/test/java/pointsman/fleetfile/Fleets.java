package pointsman.fleetfile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.Cidr;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.PassiveCheck;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Timeouts;
import pointsman.model.fleet.Tls;
import pointsman.model.fleet.Token;
import pointsman.model.fleet.UrlPath;

/// Draws whole fleets that fit together, of every option.
final class Fleets {
  private final Random random;
  private int port = 1000;

  Fleets(long seed) {
    this.random = new Random(seed);
  }

  Fleet fleet() {
    List<Node> nodes = some(4, this::node);
    List<Pool> http = some(3, () -> pool(Layer.HTTP));
    List<Pool> tcp = some(2, () -> pool(Layer.TCP));
    List<Service> services = new ArrayList<>();
    if (!http.isEmpty()) {
      services.addAll(some(2, () -> httpService(nodes, http)));
    }
    if (!tcp.isEmpty()) {
      services.addAll(some(2, () -> tcpService(pick(tcp))));
    }
    List<Pool> pools = new ArrayList<>(http);
    // A pool that no service names counts as layer 7, where everything is allowed.
    pools.addAll(tcp);
    return new Fleet(pick(Environment.values()), distinct(nodes), services, pools);
  }

  private List<Node> distinct(List<Node> nodes) {
    Set<Name> seen = new HashSet<>();
    Set<Host> places = new HashSet<>();
    return nodes.stream()
        .filter(node -> seen.add(node.name()) && places.add(node.address()))
        .toList();
  }

  private Node node() {
    EngineKind engine = pick(EngineKind.values());
    NodePaths usual = NodePaths.defaults(engine);
    NodePaths paths =
        new NodePaths(
            often(usual.root(), this::path),
            often(usual.state(), this::path),
            often(usual.binary(), this::path),
            often(usual.pid(), this::path),
            often(usual.socket(), this::path),
            often(usual.status(), () -> new Endpoint(address(), port())),
            maybe(this::address));
    return new Node(
        name(),
        host(),
        often(new Port(22), this::port),
        pick("root", "ops", "Deploy_1", "no", "null", "a.b-c"),
        maybe(() -> pick("~/.ssh/id_ed25519", "/keys/with space", "/k@home/a+b")),
        flip(),
        Optional.empty(),
        pick(Privilege.values()),
        engine,
        maybe(this::name),
        Set.copyOf(some(3, this::name)),
        paths);
  }

  private Service httpService(List<Node> nodes, List<Pool> pools) {
    List<Route> routes =
        new ArrayList<>(some(3, () -> new Route(conditions(), pick(pools).name())));
    routes.add(new Route(List.of(), pick(pools).name()));
    Set<Name> on = nodes.isEmpty() ? Set.of() : Set.of(pick(distinct(nodes)).name());
    return new Service(
        name(),
        Layer.HTTP,
        List.of(listener()),
        new Placement(on, Set.copyOf(some(2, this::name)), Set.of()),
        routes,
        often(Timeouts.defaults(), this::timeouts),
        some(2, () -> new Cidr(pick("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"))).stream()
            .distinct()
            .toList());
  }

  private Service tcpService(Pool pool) {
    return new Service(
        name(),
        Layer.TCP,
        List.of(listener()),
        Placement.everywhere(),
        List.of(new Route(List.of(), pool.name())),
        Timeouts.defaults(),
        List.of());
  }

  private List<Condition> conditions() {
    List<Condition> when = new ArrayList<>();
    String path = pick("/", "/a", "/a:b,c=d", "//x/", "/%20@+");
    when.add(new Condition.PathPrefix(new UrlPath(path)));
    maybe(this::dns).ifPresent(host -> when.add(new Condition.HostIs(host)));
    some(2, () -> new Condition.HeaderIs(token(), match())).forEach(when::add);
    some(2, () -> new Condition.CookieIs(token(), match())).forEach(when::add);
    return when;
  }

  private Listener listener() {
    return new Listener(
        Optional.empty(),
        new Port(port++),
        maybe(() -> new Tls(path(), maybe(this::path))),
        flip());
  }

  private Timeouts timeouts() {
    return new Timeouts(duration(), duration(), duration(), duration());
  }

  private Pool pool(Layer layer) {
    boolean http = layer == Layer.HTTP;
    LaneColor live = pick(LaneColor.values());
    int number = random.nextInt(1, 4);
    Lane full =
        new Lane(
            maybe(this::match), IntStream.range(0, number).mapToObj(i -> server("a" + i)).toList());
    Lane other =
        flip()
            ? Lane.empty()
            : new Lane(maybe(this::match), some(2, () -> server("b" + random.nextInt(1 << 30))));
    Persistence persistence =
        switch (random.nextInt(http ? 4 : 3)) {
          case 0 -> new Persistence.None();
          case 1 -> new Persistence.IpHash();
          case 2 ->
              new Persistence.Table(
                  random.nextInt(100, 10_000_000),
                  duration(1000),
                  List.copyOf(new HashSet<>(some(2, this::name))));
          default -> new Persistence.Cookie(token());
        };
    return new Pool(
        name(),
        http ? pick(Balance.values()) : pick(Balance.ROUNDROBIN, Balance.LEASTCONN, Balance.SOURCE),
        persistence,
        new HealthChecks(maybe(() -> active(http)), maybe(this::passive)),
        live,
        live == LaneColor.BLUE ? full : other,
        live == LaneColor.BLUE ? other : full,
        http ? splitKey() : new SplitKey.ClientAddress(),
        http ? some(3, this::audience) : List.of());
  }

  private ActiveCheck active(boolean http) {
    int from = random.nextInt(100, 600);
    ActiveCheck usual = http && flip() ? ActiveCheck.http() : ActiveCheck.tcp();
    boolean asks = usual.kind() == ActiveCheck.Kind.HTTP;
    return new ActiveCheck(
        usual.kind(),
        asks ? urlPath() : usual.path(),
        asks ? from : usual.expectFrom(),
        asks ? random.nextInt(from, 600) : usual.expectTo(),
        often(usual.interval(), () -> Duration.ofMillis(random.nextInt(100, 3_600_000))),
        often(usual.timeout(), () -> Duration.ofMillis(random.nextInt(10, 600_000))),
        random.nextInt(1, 101),
        random.nextInt(1, 101));
  }

  private PassiveCheck passive() {
    return often(
        PassiveCheck.defaults(),
        () ->
            new PassiveCheck(random.nextInt(1, 1001), Duration.ofSeconds(random.nextInt(1, 3601))));
  }

  private Server server(String name) {
    return new Server(
        new Name(name),
        host(),
        port(),
        often(100, () -> random.nextInt(0, 257)),
        maybe(() -> random.nextInt(1, 1_000_001)),
        flip(),
        flip());
  }

  private SplitKey splitKey() {
    return switch (random.nextInt(4)) {
      case 0 -> new SplitKey.ClientAddress();
      case 1 -> new SplitKey.Cookie(token());
      case 2 -> new SplitKey.Header(token());
      default -> new SplitKey.BucketCookie(token());
    };
  }

  private AudienceRule audience() {
    AudienceRule.Match match =
        switch (random.nextInt(5)) {
          case 0 -> new AudienceRule.Match.Header(token(), match());
          case 1 -> new AudienceRule.Match.Cookie(token(), match());
          case 2 ->
              new AudienceRule.Match.Networks(List.of(new Cidr("10.0.0.0/8"), new Cidr("::1")));
          case 3 -> new AudienceRule.Match.Device(pick(AudienceRule.Family.values()));
          default -> new AudienceRule.Match.Users(List.of(match()));
        };
    return new AudienceRule(match, pick(AudienceRule.Target.values()));
  }

  private Name name() {
    return new Name(
        pick("n", "yes", "null", "1e5", "0x1f", "12", "true", "a-b", "inf", "1-1")
            + random.nextInt(1 << 30));
  }

  private Host host() {
    return flip() ? address() : dns();
  }

  private Host address() {
    return new Host(pick("192.0.2.7", "2001:db8::7", "::1", "10.255.0.1"));
  }

  private Host dns() {
    return new Host(pick("app.example.com", "no", "a", "n", "null", "_x.example", "1e3.example"));
  }

  private Port port() {
    return new Port(random.nextInt(1, 65536));
  }

  private FilePath path() {
    return new FilePath(pick("/srv/a", "/x@y/+z", "/a.b/c_d", "/-x"));
  }

  private UrlPath urlPath() {
    return new UrlPath(pick("/", "/a", "/a:b,c=d", "/health?x=1&y=~2", "/%20@+"));
  }

  private Token token() {
    return new Token(pick("X-A", "1", "true", "null", "SRV_1", "0", "1e2"));
  }

  private MatchText match() {
    return new MatchText(
        pick(
            "1",
            "1.0",
            "true",
            "no",
            "~",
            "null",
            "a: b",
            "a, b",
            "@x",
            "=",
            "a=b c",
            "0x10",
            ".5",
            "+1",
            "::",
            "2026-01-01"));
  }

  private Duration duration() {
    return duration(1);
  }

  private Duration duration(int least) {
    return Duration.ofMillis(
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(least, 604_800_000);
          case 1 -> 1000L * random.nextInt(1, 604_800);
          case 2 -> 60_000L * random.nextInt(1, 10_080);
          default -> 3_600_000L * random.nextInt(1, 168);
        });
  }

  private boolean flip() {
    return random.nextBoolean();
  }

  private <T> T often(T usual, Supplier<T> other) {
    return random.nextInt(3) > 0 ? usual : other.get();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return flip() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> some(int most, Supplier<T> item) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(_ -> item.get()).toList();
  }

  @SafeVarargs
  private <T> T pick(T... of) {
    return of[random.nextInt(of.length)];
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
