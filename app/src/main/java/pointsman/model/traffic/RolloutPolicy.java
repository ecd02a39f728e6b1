package pointsman.model.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.model.value.InvalidValueException;

/// How a rollout goes: a blue-green switch is a canary in one step.
///
/// @param stages growing, the last at 100 %
/// @param gates the candidate's hard limits
/// @param lease after so long without word from the desk the nodes go back by themselves; empty:
///   they stay
/// @param keep how long the former live lane stays ready after the promotion
public record RolloutPolicy(
    List<Stage> stages, Gates gates, Optional<Duration> lease, Duration keep) {
  /// How long the former lane stays ready when nothing else is said.
  public static final Duration USUAL_KEEP = Duration.ofHours(24);

  /// Refuses walks that do not grow or do not arrive.
  public RolloutPolicy {
    stages = List.copyOf(stages);
    if (stages.isEmpty() || !stages.getLast().share().equals(Share.ALL)) {
      throw new InvalidValueException("stages that do not end at 100 %", "100 as the last stage");
    }
    for (int i = 1; i < stages.size(); i++) {
      if (stages.get(i).share().compareTo(stages.get(i - 1).share()) <= 0) {
        throw new InvalidValueException(
            "a stage of " + stages.get(i).share() + " after " + stages.get(i - 1).share(),
            "growing stages");
      }
    }
    if (lease.filter(time -> time.toSeconds() < 30).isPresent()) {
      throw new InvalidValueException(
          "a lease of " + lease.get().toSeconds() + " s", "at least 30 s, or off");
    }
    if (keep.isNegative()) {
      throw new InvalidValueException("a safety net of " + keep, "0 s or more");
    }
  }

  /// The field's usual walk: 1, 5, 10, 25, 50, 100 %.
  ///
  /// @param bake at each stage
  public static RolloutPolicy canary(Duration bake) {
    return staged(List.of(100, 500, 1000, 2500, 5000, 10_000), bake);
  }

  /// A walk over these shares, in basis points.
  public static RolloutPolicy staged(List<Integer> shares, Duration bake) {
    List<Stage> stages = new ArrayList<>();
    shares.forEach(share -> stages.add(new Stage(new Share(share), bake)));
    return new RolloutPolicy(stages, Gates.USUAL, Optional.of(Duration.ofMinutes(10)), USUAL_KEEP);
  }

  /// All at once, watched for a while.
  ///
  /// @param watch how long the gates may bring it back
  public static RolloutPolicy blueGreen(Duration watch, Duration keep) {
    return new RolloutPolicy(
        List.of(new Stage(Share.ALL, watch)), Gates.USUAL, Optional.empty(), keep);
  }

  /// Whether this is the last stage.
  public boolean isLast(int stage) {
    return stage == stages.size() - 1;
  }
}
