package pointsman.engine.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.Timeouts;
import pointsman.model.fleet.Tls;
import pointsman.model.fleet.Token;
import pointsman.model.fleet.UrlPath;

/// Which requests of users lead to a pool.
final class SmokeWaysTest {
  private static final Name POOL = new Name("shop");
  private static final Name OTHER = new Name("other");
  private static final NodePaths PATHS = NodePaths.defaults(EngineKind.HAPROXY);

  private static Service service(Layer layer, List<Listener> listen, Route... routes) {
    return new Service(
        new Name("web"),
        layer,
        listen,
        Placement.everywhere(),
        List.of(routes),
        Timeouts.defaults(),
        List.of());
  }

  private static Listener on(String address, int port) {
    return new Listener(
        Optional.of(address).filter(text -> !text.equals("*")).map(Host::new),
        new Port(port),
        Optional.empty(),
        false);
  }

  private static Route route(Name pool, Condition... when) {
    return new Route(List.of(when), pool);
  }

  private static SmokeWays ways(Service service, String path) {
    return SmokeWays.of(PATHS, List.of(service), POOL, new UrlPath(path));
  }

  @ParameterizedTest
  @CsvSource({
    "*, 127.0.0.1:80",
    "0.0.0.0, 127.0.0.1:80",
    "'::', '[::1]:80'",
    "192.0.2.7, 192.0.2.7:80",
  })
  void aListenerIsReachedOnItsNode(String address, String to) {
    SmokeWays ways = ways(service(Layer.HTTP, List.of(on(address, 80)), route(POOL)), "/");

    assertThat(ways.ways())
        .singleElement()
        .satisfies(way -> {
          assertThat(way.to()).hasToString(to);
          assertThat(way.headers()).containsExactly(java.util.Map.entry("Host", to));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "/api, true",
    "/api/x, true",
    "/api?x=1, true",
    "/apix, false",
    "/, false",
    "/x/api, false"
  })
  void aPathLeadsThereByItsRouteOnly(String path, boolean leads) {
    Service service =
        service(
            Layer.HTTP,
            List.of(on("*", 80)),
            route(POOL, Condition.PathPrefix.of("/api")),
            route(OTHER));

    SmokeWays ways = ways(service, path);

    assertThat(ways.ways()).hasSize(leads ? 1 : 0);
    assertThat(ways.astray()).hasSize(leads ? 0 : 1).allMatch(why -> why.contains(path));
    assertThat(ways.closed()).isEmpty();
  }

  @Test
  void whatARouteAsksForIsSent() {
    Service service =
        service(
            Layer.HTTP,
            List.of(on("*", 80)),
            route(
                POOL,
                new Condition.HostIs(new Host("shop.example.org")),
                new Condition.HeaderIs(new Token("X-A"), new MatchText("1")),
                new Condition.CookieIs(new Token("a"), new MatchText("x")),
                new Condition.CookieIs(new Token("b"), new MatchText("y"))),
            route(OTHER));

    assertThat(ways(service, "/").ways())
        .singleElement()
        .satisfies(way ->
            assertThat(way.headers())
                .containsOnly(
                    java.util.Map.entry("Host", "shop.example.org"),
                    java.util.Map.entry("X-A", "1"),
                    java.util.Map.entry("Cookie", "a=x; b=y")));
  }

  @Test
  void plainTextIsPreferredAndThePROXYProtocolCannotBeSpoken() {
    Tls tls = new Tls(new FilePath("/etc/a.pem"), Optional.empty());
    Listener sealed = new Listener(Optional.empty(), new Port(443), Optional.of(tls), false);
    Listener wrapped = new Listener(Optional.empty(), new Port(81), Optional.empty(), true);

    SmokeWays both = ways(service(Layer.HTTP, List.of(sealed, on("*", 80)), route(POOL)), "/");
    assertThat(both.ways())
        .singleElement()
        .matches(way -> !way.tls() && way.to().port().value() == 80);
    SmokeWays one = ways(service(Layer.HTTP, List.of(wrapped, sealed), route(POOL)), "/");
    assertThat(one.ways())
        .singleElement()
        .matches(way -> way.tls() && way.to().port().value() == 443);
    SmokeWays none = ways(service(Layer.HTTP, List.of(wrapped), route(POOL)), "/");
    assertThat(none.ways()).isEmpty();
    assertThat(none.closed()).singleElement().asString().contains("web", "PROXY");
    assertThat(none.astray()).isEmpty();
  }

  @Test
  void whatDoesNotLeadThereIsNotAsked() {
    SmokeWays tcp = ways(service(Layer.TCP, List.of(on("*", 80)), route(POOL)), "/");
    SmokeWays other = ways(service(Layer.HTTP, List.of(on("*", 80)), route(OTHER)), "/");

    assertThat(List.of(tcp, other))
        .allSatisfy(
            each -> assertThat(each).isEqualTo(new SmokeWays(List.of(), List.of(), List.of())));
  }
}
