package pointsman.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What cannot stand over datagrams on any engine is refused with the fleet.
class DatagramListenersTest {
  @Test
  void refusesTlsAndTheProxyProtocolOverUdp() {
    Tls tls = new Tls(new FilePath("/etc/tls/dns.pem"), Optional.empty());
    Server server =
        new Server(
            new Name("b1"),
            new Host("192.0.2.1"),
            new Port(53),
            100,
            Optional.empty(),
            false,
            false);
    Pool pool =
        new Pool(
            new Name("dns"),
            Balance.ROUNDROBIN,
            new Persistence.None(),
            new HealthChecks(Optional.empty(), Optional.empty()),
            LaneColor.BLUE,
            new Lane(Optional.empty(), List.of(server)),
            Lane.empty(),
            new SplitKey.ClientAddress(),
            List.of());
    Service service =
        new Service(
            new Name("dns"),
            Layer.UDP,
            List.of(
                new Listener(Optional.empty(), new Port(53), Optional.of(tls), false),
                new Listener(Optional.empty(), new Port(54), Optional.empty(), true)),
            Placement.everywhere(),
            List.of(new Route(List.of(), pool.name())),
            Timeouts.defaults(),
            List.of());
    Fleet fleet = new Fleet(Environment.DEVELOPMENT, List.of(), List.of(service), List.of(pool));

    assertThat(fleet.problems())
        .extracting(FleetProblem::field)
        .containsExactly("services[0].listen[0].tls", "services[0].listen[1].proxy-protocol");
  }
}
