package pointsman.service.rollout;

import java.time.Instant;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.guard.Freeze;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Rollout;
import pointsman.service.guard.Guards;
import pointsman.service.watch.GateSource;

/// Gates that let nothing go onward by itself while a freeze is in force; a passed one still brings
/// users back.
public final class FrozenGates implements GateSource {
  private final GateSource gates;
  private final Guards guards;

  public FrozenGates(GateSource gates, Guards guards) {
    this.gates = gates;
    this.guards = guards;
  }

  @Override
  public GateReading read(Rollout rollout, Instant began, Instant now) {
    GateReading reading = gates.read(rollout, began, now);
    if (!(reading instanceof GateReading.Kept)) {
      return reading;
    }
    try {
      Optional<Freeze> freeze = guards.findFreeze(rollout.pool());
      return freeze
          .<GateReading>map(each ->
              new GateReading.Unknown("the freeze '" + each.name() + "' lets no stage begin"))
          .orElse(reading);
    } catch (FailureException e) {
      return new GateReading.Unknown(e.failure().summary());
    }
  }
}
