package pointsman.port;

import pointsman.model.FailureException;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;

/// Rollouts as text that is kept. Reading is strict: a kind, a key or a value that is not known is
/// refused, since a guess would move users. `where` names the place in messages.
public interface RolloutFormat {
  /// A rollout with its policy and its state.
  String write(Rollout rollout);

  /// A state alone, for history.
  String write(RolloutState state);

  /// What an operator wants: a wish or an abort.
  ///
  /// @throws IllegalArgumentException for every other event: those are seen, not asked for
  String write(RolloutEvent event);

  /// Reads a rollout back.
  Rollout readRollout(String text, String where) throws FailureException;

  /// Reads a state back.
  RolloutState readState(String text, String where) throws FailureException;

  /// Reads a wish or an abort back.
  RolloutEvent readEvent(String text, String where) throws FailureException;
}
