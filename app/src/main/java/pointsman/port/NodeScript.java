package pointsman.port;

import java.time.Duration;
import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;

/// A conversation with the node's one fixed script. One thread at a time.
public interface NodeScript extends AutoCloseable {

  /// Sends frames in one go and waits for the answer to each that answers (all but DATA and BEAT),
  /// in order. A NO does not keep the later frames from being answered.
  ///
  /// @param limit for all the answers
  /// @throws FailureException when the link fails or the limit passes; the result is then unknown
  List<ScriptAnswer> exchange(List<Frame> frames, Duration limit) throws FailureException;

  /// Ends the conversation; the script undoes what is not committed and frees the lock. Never
  /// throws.
  @Override
  void close();
}
