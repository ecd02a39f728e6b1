package pointsman.model.plan;

import java.util.List;
import pointsman.model.fleet.Name;

/// What a change touches.
///
/// @param reload whether the load balancer reloads
/// @param services whose config changes
/// @param connections open connections at the time of the plan; -1 when unknown
/// @param notes sentences, such as what a reload costs on this engine
/// @param divided the pools whose users another key divides from then on
public record BlastRadius(
    boolean reload, List<Name> services, long connections, List<String> notes, List<Name> divided) {
  /// Copies.
  public BlastRadius {
    services = List.copyOf(services);
    notes = List.copyOf(notes);
    divided = List.copyOf(divided);
  }

  /// Of a change that divides no pool's users anew.
  public BlastRadius(boolean reload, List<Name> services, long connections, List<String> notes) {
    this(reload, services, connections, notes, List.of());
  }
}
