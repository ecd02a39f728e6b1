package pointsman.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.engine.plan.Sample.listener;
import static pointsman.engine.plan.Sample.node;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.Failure;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Service;

/// Which sockets must be free before a commit, and which services cannot stand side by side.
final class FreeListenersTest {
  private static final String ALL = "0".repeat(32);

  @Test
  void asksForNothingThatRunsAlready() {
    Service shop = service("shop", 8080, "web");

    assertThat(FreeListeners.added(node("edge-1"), List.of(shop), List.of(shop))).isEmpty();
  }

  @Test
  void asksForNothingWhereAListenerOnlyChangesItsService() {
    assertThat(
            FreeListeners.added(
                node("edge-1"),
                List.of(service("shop", 8080, "web")),
                List.of(service("store", 8080, "web"))))
        .isEmpty();
  }

  @Test
  void asksForEveryAddressOfAnAddedListenerOnAll() {
    assertThat(added("*", Layer.HTTP)).containsExactly("tcp ANY 1F90 *:8080");
    assertThat(added("0.0.0.0", Layer.TCP)).containsExactly("tcp ANY 1F90 *:8080");
    assertThat(added("::", Layer.UDP)).containsExactly("udp ANY 1F90 *:8080");
  }

  @Test
  void asksForAnIpv4AddressInAllTheWaysThatItCanBeHeld() {
    assertThat(added("127.0.3.1", Layer.HTTP))
        .containsExactly(
            "tcp 00000000 1F90 127.0.3.1:8080",
            "tcp " + ALL + " 1F90 127.0.3.1:8080",
            "tcp 0103007F 1F90 127.0.3.1:8080",
            "tcp 0000000000000000FFFF00000103007F 1F90 127.0.3.1:8080");
  }

  @Test
  void asksForAnIpv6AddressItself() {
    assertThat(added("2001:db8::1", Layer.HTTP))
        .containsExactly(
            "tcp " + ALL + " 1F90 [2001:db8::1]:8080",
            "tcp B80D0120000000000000000001000000 1F90 [2001:db8::1]:8080");
  }

  @Test
  void asksForTheAddressThatTheNodeBindsInPlaceOfAll() {
    NodePaths usual = node("edge-1").paths();
    Node bound = with(node("edge-1"), usual, "127.0.3.1");

    assertThat(FreeListeners.added(bound, List.of(), List.of(service("shop", 8080, "web"))))
        .contains("tcp 0103007F 1F90 127.0.3.1:8080")
        .noneMatch(line -> line.contains("ANY"));
  }

  @Test
  void asksForTheSamePortOfTheOtherProtocol() {
    Service dns = service("dns", Layer.UDP, "*", 53);

    assertThat(
            FreeListeners.added(
                node("edge-1"), List.of(dns), List.of(dns, service("dns-tcp", Layer.TCP, "*", 53))))
        .containsExactly("tcp ANY 0035 *:53");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP, *,            8080, HTTP, *,           8080, true",
    "HTTP, *,            8080, TCP,  192.0.2.1,   8080, true",
    "HTTP, 192.0.2.1,    8080, HTTP, *,           8080, true",
    "HTTP, 192.0.2.1,    8080, HTTP, 0.0.0.0,     8080, true",
    "HTTP, 192.0.2.1,    8080, HTTP, 192.0.2.1,   8080, true",
    "HTTP, 192.0.2.1,    8080, HTTP, 192.0.2.2,   8080, false",
    "HTTP, ::,           8080, HTTP, 192.0.2.2,   8080, true",
    "HTTP, 2001:db8::1,  8080, HTTP, 2001:db8::2, 8080, false",
    "HTTP, *,            8080, HTTP, *,           8081, false",
    "TCP,  *,            53,   UDP,  *,           53,   false",
    "UDP,  *,            53,   UDP,  *,           53,   true"
  })
  void clashWhereBothWouldHoldOneSocket(
      Layer one, String address, int port, Layer two, String other, int otherPort, boolean clash) {
    List<Service> services =
        List.of(service("one", one, address, port), service("two", two, other, otherPort));

    assertThat(FreeListeners.clash(node("edge-1"), services).isPresent()).isEqualTo(clash);
    assertThat(FreeListeners.clash(node("edge-1"), services.reversed()).isPresent())
        .isEqualTo(clash);
  }

  @Test
  void doNotClashWithinOneService() {
    Service both =
        Sample.service(
            "shop",
            Layer.HTTP,
            Placement.everywhere(),
            List.of(listener("*", 8080), listener("::", 8080)),
            "web");

    assertThat(FreeListeners.clash(node("edge-1"), List.of(both))).isEmpty();
  }

  @Test
  void tellTheNodeAndBothServices() {
    Failure failure =
        FreeListeners.clash(
                node("edge-1"), List.of(service("old", 8080, "web"), service("shop", 8080, "web")))
            .orElseThrow();

    assertThat(failure.summary())
        .isEqualTo(
            "*:8080 of service shop is taken on edge-1 by service old, which would run beside it.");
  }

  private static List<String> added(String address, Layer layer) {
    return FreeListeners.added(
        node("edge-1"), List.of(), List.of(service("shop", layer, address, 8080)));
  }

  private static Service service(String name, Layer layer, String address, int port) {
    return Sample.service(
        name, layer, Placement.everywhere(), List.of(listener(address, port)), "web");
  }

  private static Service service(String name, int port, String pool) {
    return Sample.service(name, port, pool);
  }

  private static Node with(Node node, NodePaths paths, String bind) {
    return new Node(
        node.name(),
        node.address(),
        node.port(),
        node.user(),
        node.identity(),
        node.agent(),
        node.jump(),
        node.privilege(),
        node.engine(),
        node.region(),
        node.tags(),
        new NodePaths(
            paths.root(),
            paths.state(),
            paths.binary(),
            paths.pid(),
            paths.socket(),
            paths.status(),
            Optional.of(new Host(bind))));
  }
}
