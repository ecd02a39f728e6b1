package pointsman.service.rollout;

import java.util.List;
import java.util.Map;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Rollout;

/// The leases of a rollout on its nodes: unless they are renewed, the nodes bring all users home by
/// themselves. Blocking; a rollout without a lease needs none of it.
public interface Leases {

  /// What the nodes said.
  ///
  /// @param ranOut nodes whose lease ran out, with what they did
  /// @param missing nodes that have no lease
  /// @param silent nodes that did not answer
  record Told(Map<Name, String> ranOut, List<Name> missing, Map<Name, Failure> silent) {
    /// Copies.
    public Told {
      ranOut = Map.copyOf(ranOut);
      missing = List.copyOf(missing);
      silent = Map.copyOf(silent);
    }

    /// Nobody said anything.
    static Told nothing() {
      return new Told(Map.of(), List.of(), Map.of());
    }
  }

  /// Arms a lease on every node of the rollout's pool.
  ///
  /// @throws FailureException of the first node that has none now; the others may have one
  void arm(Rollout rollout) throws FailureException;

  /// Renews them, or finds that they ran out.
  Told renew(Rollout rollout) throws FailureException;

  /// Ends them, and forgets those that ran out.
  Told end(Rollout rollout) throws FailureException;
}
