package pointsman.port;

import java.nio.file.Path;
import java.util.Optional;
import pointsman.model.FailureException;

/// A real fleet on this computer's loopback: each node its own address with a real sshd and a real
/// HAProxy or Nginx, and demo servers behind them. May be called from any thread; a folder is
/// worked on by one process at a time.
public interface Lab {

  /// Starts a lab and waits until every part of it answers. What an earlier lab left in the folder
  /// is ended and removed first. When a part does not start, everything is taken down again.
  ///
  /// @throws FailureException names what is missing or in the way
  RunningLab up(LabOrder order) throws FailureException;

  /// The lab that was started in a folder, if one was and nobody took it down.
  Optional<RunningLab> find(Path dir) throws FailureException;

  /// Ends every process of the lab in a folder and removes its files, except its keys, so that a
  /// lab started there again is known by the same host keys.
  ///
  /// @return how many processes were ended
  /// @throws FailureException when something of it is still there afterwards
  int down(Path dir) throws FailureException;

  /// Is the demo servers' process of a lab that is being started: returns when it is ended. Only a
  /// lab itself asks for this, where the program is installed without a Java to call.
  void serveDemo(Path dir) throws FailureException;
}
