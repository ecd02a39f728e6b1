package pointsman.model.guard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Environment;

/// What guards the fleet at one moment.
///
/// @param at the moment
/// @param environment how strict the guards are
/// @param unlock who opened production's lock, while it is open
/// @param freezes all that are not over, the earliest first
public record GuardSight(
    Instant at, Environment environment, Optional<Unlock> unlock, List<Freeze> freezes) {
  /// Keeps what is not over.
  public GuardSight {
    freezes = freezes.stream().filter(freeze -> !freeze.over(at)).toList();
    unlock = unlock.filter(each -> each.inForce(at));
  }

  /// Whether changes are refused until someone unlocks: production, while its lock is closed.
  public boolean readOnly() {
    return switch (environment) {
      case PRODUCTION -> unlock.isEmpty();
      case STAGING, DEVELOPMENT -> false;
    };
  }

  /// The freezes that hold now, the one that ends last first.
  public List<Freeze> inForce() {
    return freezes.stream()
        .filter(freeze -> freeze.inForce(at))
        .sorted(java.util.Comparator.comparing(Freeze::until).reversed())
        .toList();
  }
}
