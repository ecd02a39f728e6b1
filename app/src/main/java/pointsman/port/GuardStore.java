package pointsman.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;

/// Freezes and production's lock, as several programs share them. Every change of them stands in
/// the journal. Safe for all threads.
public interface GuardStore {
  /// All freezes, those that are over too, the earliest first.
  List<Freeze> freezes() throws FailureException;

  /// Keeps a freeze.
  ///
  /// @throws FailureException with {@link pointsman.model.Failure.BadInput} when there is one of
  ///   this name
  void add(Freeze freeze) throws FailureException;

  /// Forgets a freeze.
  ///
  /// @param why in the operator's words; empty where nobody had to say
  /// @throws FailureException with {@link pointsman.model.Failure.NotFound} when there is none of
  ///   this name
  void remove(Name freeze, String operator, String why, Instant at) throws FailureException;

  /// Notes that a change went on in spite of a freeze.
  ///
  /// @param effect what the change does
  void overridden(Name freeze, String effect, String operator, Why why, Instant at)
      throws FailureException;

  /// The last unlock, in force or not; empty when there was none since the last lock.
  Optional<Unlock> findUnlock() throws FailureException;

  /// Opens production's lock, or keeps it open for another time.
  void unlock(Unlock unlock) throws FailureException;

  /// Closes it.
  ///
  /// @return whether it stood open
  boolean lock(String operator, Instant at) throws FailureException;
}
