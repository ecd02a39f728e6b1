package pointsman.model.fleet;

import java.util.Optional;

/// How a pool's servers are judged.
///
/// @param active probes; empty: none
/// @param passive by real traffic; empty: none
public record HealthChecks(Optional<ActiveCheck> active, Optional<PassiveCheck> passive) {}
