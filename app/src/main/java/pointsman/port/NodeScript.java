package pointsman.port;

import java.time.Duration;
import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;

/// A conversation with the node's one fixed script. One thread at a time.
public interface NodeScript extends AutoCloseable {

  /// Sends frames that belong together and waits for the one answer to the last verb that answers.
  ///
  /// @param limit for the answer
  /// @throws FailureException when the link fails or the limit passes; the result is then unknown
  ScriptAnswer send(List<Frame> frames, Duration limit) throws FailureException;

  /// Ends the conversation; the script undoes what is not committed and frees the lock. Never throws.
  @Override
  void close();
}
