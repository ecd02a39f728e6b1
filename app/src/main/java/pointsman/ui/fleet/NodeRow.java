package pointsman.ui.fleet;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Node;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeHealth.Contact;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.ui.kit.Mark;

/// A node as a line of the fleet's table.
///
/// @param node from the inventory
/// @param group the group it stands in
/// @param contact how fresh the picture is
/// @param mark its state
/// @param version of the engine as it runs; empty when unknown
/// @param release what the running process tells; empty when unknown
/// @param requests a second; -1 when unknown
/// @param connections open ones; -1 when unknown
/// @param up servers that serve, as this node sees them
/// @param total servers that it knows
/// @param ageSeconds how old the picture is, in whole seconds, so that equal rows stay equal; -1:
///   there was never one
/// @param failure why the last look failed
/// @param bare whether it answers but serves nothing of the inventory yet
public record NodeRow(
    Node node,
    String group,
    Contact contact,
    Mark mark,
    String version,
    String release,
    double requests,
    long connections,
    int up,
    int total,
    long ageSeconds,
    Optional<Failure> failure,
    boolean bare) {
  private static final String BARE = "00000000T000000Z";

  /// The row of a node.
  ///
  /// @param health what the monitor says; empty: nothing yet
  static NodeRow of(Node node, String group, Optional<NodeHealth> health) {
    Optional<NodeSight> sight = health.flatMap(NodeHealth::sight);
    int up =
        (int)
            sight.stream()
                .flatMap(each -> each.servers().stream())
                .filter(server -> server.health() instanceof ServerHealth.Up)
                .count();
    int total = sight.map(each -> each.servers().size()).orElse(0);
    long bad =
        sight.stream()
            .flatMap(each -> each.servers().stream())
            .filter(server ->
                switch (server.health()) {
                  case ServerHealth.Down _, ServerHealth.Degraded _ -> true;
                  case ServerHealth.Up _,
                      ServerHealth.Draining _,
                      ServerHealth.Maintenance _,
                      ServerHealth.Stale _ ->
                      false;
                })
            .count();
    boolean bare =
        sight
            .map(each -> each.release().isEmpty() || each.release().startsWith(BARE))
            .orElse(false);
    Contact contact = health.map(NodeHealth::contact).orElse(Contact.CONNECTING);
    boolean failed = health.flatMap(NodeHealth::failure).isPresent();
    boolean known = contact == Contact.FRESH || (contact == Contact.AGEING && !failed);
    boolean seen = known || contact != Contact.AGEING;
    boolean down = health.flatMap(NodeHealth::standstill).isPresent();
    return new NodeRow(
        node,
        group,
        contact,
        down ? Mark.DOWN : seen ? mark(contact, sight, up, bad, bare) : Mark.STALE,
        sight.map(NodeSight::version).orElse(""),
        bare ? "" : sight.map(NodeSight::release).orElse(""),
        known ? health.map(NodeHealth::requestsPerSecond).orElse(-1.0) : -1.0,
        known ? sight.map(NodeSight::connections).orElse(-1L) : -1L,
        known ? up : 0,
        known ? total : 0,
        sight.flatMap(_ -> health).map(NodeHealth::age).map(Duration::toSeconds).orElse(-1L),
        health.flatMap(NodeHealth::failure),
        bare);
  }

  /// The same with another rate.
  NodeRow withRequests(double next) {
    return new NodeRow(
        node,
        group,
        contact,
        mark,
        version,
        release,
        next,
        connections,
        up,
        total,
        ageSeconds,
        failure,
        bare);
  }

  private static Mark mark(
      Contact contact, Optional<NodeSight> sight, int up, long bad, boolean bare) {
    return switch (contact) {
      case CONNECTING -> Mark.STALE;
      case LOST -> Mark.LOST;
      case BUSY, STALE -> Mark.STALE;
      case FRESH, AGEING -> {
        boolean stopping = sight.map(NodeSight::stopping).orElse(false);
        if (bad > 0 && up == 0) {
          yield Mark.DOWN;
        }
        yield stopping || bad > 0 || bare ? Mark.DEGRADED : Mark.UP;
      }
    };
  }

  /// Whether what it shows is too old to be relied on.
  public boolean isOld() {
    return switch (contact) {
      case BUSY, STALE, LOST -> true;
      case CONNECTING, FRESH, AGEING -> false;
    };
  }

  /// Whether this program itself is at work on it, and so does not look.
  boolean isBusy() {
    return contact == Contact.BUSY;
  }

  /// Why its load balancer serves nothing; empty where that is not known.
  Optional<Failure> standstill() {
    return failure.filter(Failure::isStandstill);
  }

  /// Engine and version, such as `haproxy 2.6.12`.
  public String engineText() {
    return (engineWord(node.engine()) + " " + version.replaceFirst("[^0-9.].*$", "")).strip();
  }

  /// An engine's word, as in a fleet file.
  public static String engineWord(EngineKind engine) {
    return engine.name().toLowerCase(Locale.ROOT);
  }
}
