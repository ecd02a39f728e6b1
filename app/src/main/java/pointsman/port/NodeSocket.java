package pointsman.port;

import java.time.Duration;
import java.util.List;
import pointsman.model.Outcome;

/// A connection of one's own to a socket on a node, held open so that a word gets there at once. It
/// stays with the process that accepted it, also when a reload made a new one. One thread at a
/// time.
public interface NodeSocket extends AutoCloseable {
  /// Sends commands in one go; each has its own outcome. They are never sent twice.
  ///
  /// @param limit for all the answers
  List<Outcome<String>> ask(List<String> commands, Duration limit);

  /// Whether the other side still listens, as far as is known.
  boolean usable();

  @Override
  void close();
}
