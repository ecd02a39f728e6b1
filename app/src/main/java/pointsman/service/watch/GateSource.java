package pointsman.service.watch;

import java.time.Instant;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Rollout;

/// Where a rollout's gates are read. Never blocks; whoever asks keeps the pool counted.
public interface GateSource {

  /// What the gates of a rollout's candidate say.
  ///
  /// @param began when the rollout did: what was counted before is not its candidate's
  /// @param now when
  GateReading read(Rollout rollout, Instant began, Instant now);
}
