package pointsman.driver;

import java.util.List;
import java.util.Set;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;

/// What one node is to run.
///
/// @param node the node
/// @param version its engine's version, such as `2.6.12`
/// @param modules what its engine was built with, as it tells it
/// @param features optional features that the node accepts, from {@link Installing#featureProbes}
/// @param services what it serves, in order
/// @param pools what those services need, in order
public record NodeIntent(
    Node node,
    String version,
    String modules,
    Set<String> features,
    List<Service> services,
    List<Pool> pools) {
  /// Copies.
  public NodeIntent {
    features = Set.copyOf(features);
    services = List.copyOf(services);
    pools = List.copyOf(pools);
  }
}
