package pointsman.driver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.model.node.Ask;
import pointsman.model.node.Frame;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolLane;

/// How it is counted what the lanes of a running load balancer do. The place to go on from is kept
/// by whoever asks, so that several do not disturb each other.
public interface Counting {

  /// What to ask.
  ///
  /// @param since where to go on; empty: from now on
  Question question(Node node, Optional<Mark> since);

  /// Reads the answers.
  ///
  /// @param since as it was asked
  /// @param elapsed from the look of `since` to this one
  /// @param answers one for each of {@link Question.Asks}, or the one of {@link Question.Verb}
  /// @throws FailureException when nothing is known; `since` then stays where to go on
  Counted read(Node node, Optional<Mark> since, Duration elapsed, List<Outcome<String>> answers)
      throws FailureException;

  /// A question to a node.
  sealed interface Question {
    /// To what runs there.
    ///
    /// @param asks over kept connections
    record Asks(List<Ask> asks) implements Question {
      /// Copies.
      public Asks {
        asks = List.copyOf(asks);
      }
    }

    /// To the node's script.
    ///
    /// @param frame without a lock
    record Verb(Frame frame) implements Question {}
  }

  /// Where an engine's counts were at a look. Only its driver knows what stands in it.
  interface Mark {}

  /// What came since the mark.
  ///
  /// @param next where to go on
  /// @param grown by lane; a lane of which nothing came may be missing
  /// @param missing what is known not to be counted, in words
  /// @param late whether more has come already than is counted here
  record Counted(
      Mark next, Map<PoolLane, LaneCounts> grown, Optional<String> missing, boolean late) {
    /// Copies.
    public Counted {
      grown = Map.copyOf(grown);
    }
  }
}
