package pointsman.boot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pointsman.driver.haproxy.HaproxyDriver;
import pointsman.driver.nginx.NginxDriver;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.json.JsonManifest;
import pointsman.model.FailureException;
import pointsman.port.NodeChannels;
import pointsman.service.node.Desk;
import pointsman.service.node.Engines;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLanes;
import pointsman.ssh.JschNodeChannels;
import pointsman.ssh.SshSettings;

/// Makes the ways to a home's nodes when a node is first asked for, and closes them.
final class NodeWiring implements AutoCloseable {
  private static final int NODES_AT_ONCE = 256;
  private static final Duration SCRIPT_REST = Duration.ofMinutes(2); // while a plan is read

  private final Wiring wiring;
  private final Desk.Limits limits;
  private final YamlFleetFile fleetFile;
  private UnaryOperator<NodeChannels> around = UnaryOperator.identity();
  private Optional<NodeChannels> channels = Optional.empty();
  private Optional<NodeAccess> access = Optional.empty();

  /// @param wiring the home's; asked only later
  /// @param limits how long nodes are waited for
  /// @param fleetFile one for all: it keeps the parts that it read
  NodeWiring(Wiring wiring, Desk.Limits limits, YamlFleetFile fleetFile) {
    this.wiring = wiring;
    this.limits = limits;
    this.fleetFile = fleetFile;
  }

  /// Puts something around the ways when they are made, such as by a test in which a desk stands
  /// still.
  void around(UnaryOperator<NodeChannels> channels) {
    this.around = channels;
  }

  /// Under the home's own lock, as all of its parts.
  NodeAccess access() throws FailureException {
    synchronized (wiring) {
      if (access.isEmpty()) {
        NodeChannels made =
            around.apply(
                new JschNodeChannels(
                    SshSettings.usual(wiring.home()).withScriptRest(SCRIPT_REST),
                    PackagedScript.text()));
        channels = Optional.of(made);
        access =
            Optional.of(
                new NodeAccess(
                    made,
                    new Engines(List.of(new HaproxyDriver(), new NginxDriver())),
                    new JsonManifest(fleetFile),
                    new NodeLanes(NODES_AT_ONCE),
                    wiring.desk(limits)));
      }
      return access.get();
    }
  }

  /// Whether nodes were talked to.
  boolean talked() {
    return channels.isPresent();
  }

  @Override
  public void close() {
    channels.ifPresent(NodeChannels::close);
  }
}
