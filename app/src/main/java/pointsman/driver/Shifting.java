package pointsman.driver;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.node.Ask;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.SmokeSecret;

/// How the split of a pool is changed on a running node, and read back.
public interface Shifting {
  /// What brings a node to a split.
  Shift shift(Node node, Name pool, NodeSplit split);

  /// What follows the opening of a {@link Shift.Staged}.
  ///
  /// @param opened the answer to the opening
  /// @throws FailureException when the process did not open it
  default Word word(Node node, Name pool, NodeSplit split, Outcome<String> opened)
      throws FailureException {
    throw new IllegalStateException("this engine is told by a reload");
  }

  /// The steps of a {@link Shift.Staged}, one command at a time.
  ///
  /// @param lay nothing is changed by them; a process that takes them says nothing
  /// @param go the word
  record Word(List<Ask.Socket> lay, List<Ask.Socket> go) {
    /// Copies.
    public Word {
      lay = List.copyOf(lay);
      go = List.copyOf(go);
    }
  }

  /// Reads the answers to a {@link Word}'s last step. The last of them asks for the time only:
  /// without the others it says what the clock shows.
  ///
  /// @return when it took effect, by the load balancer's clock
  /// @throws FailureException when the process did not take it
  Instant went(Node node, List<Outcome<String>> answers) throws FailureException;

  /// What to ask so that the running splits are told.
  ///
  /// @param pools those deployed there
  List<Ask> asks(Node node, List<Name> pools);

  /// Reads the answers, in the order of {@link #asks}.
  ///
  /// @throws FailureException when they cannot be read, so that nothing is known
  SplitSight read(Node node, List<Name> pools, List<Outcome<String>> answers)
      throws FailureException;

  /// What lets a secret choose the lane of a request.
  SmokeEntry smoke(Node node, SmokeSecret secret);

  /// What cuts the connections that a lane's servers still have; nothing where the engine cannot.
  List<Ask> cut(Node node, Pool pool, LaneColor lane);

  /// The splits that a running load balancer told.
  ///
  /// @param pid the process that answered; 0 when the engine does not tell
  /// @param release the release it runs; empty text when it tells none
  /// @param stopping whether that process is on its way out
  /// @param splits by pool; a pool that it does not know is missing
  record SplitSight(int pid, String release, boolean stopping, Map<Name, NodeSplit> splits) {
    /// Copies.
    public SplitSight {
      splits = Map.copyOf(splits);
    }
  }
}
