package pointsman.service.deploy;

import java.util.Set;
import pointsman.model.fleet.Name;

/// What is to be planned.
///
/// @param services by name; empty: all
/// @param nodes by name; empty: all
public record PlanRequest(Set<Name> services, Set<Name> nodes) {
  /// Copies.
  public PlanRequest {
    services = Set.copyOf(services);
    nodes = Set.copyOf(nodes);
  }

  /// Everything.
  public static PlanRequest everything() {
    return new PlanRequest(Set.of(), Set.of());
  }
}
