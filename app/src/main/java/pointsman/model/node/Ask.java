package pointsman.model.node;

import java.time.Duration;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.UrlPath;

/// A question to something that runs on a node or can be reached from it.
public sealed interface Ask {

  /// One command on HAProxy's stats socket.
  ///
  /// @param socket the socket's path on the node
  /// @param command one line without a newline or `;`
  record Socket(FilePath socket, String command) implements Ask {
    /// Refuses more than one command.
    public Socket {
      if (command.indexOf('\n') >= 0 || command.indexOf(';') >= 0) {
        throw new IllegalArgumentException("more than one command");
      }
    }
  }

  /// GET over a connection made from the node; the answer's text is `STATUS\n` and then the body.
  ///
  /// @param to where
  /// @param path what
  /// @param limit for the whole of it
  record Http(Endpoint to, UrlPath path, Duration limit) implements Ask {}

  /// A connection made from the node; the answer's text is empty.
  ///
  /// @param to where
  /// @param limit until it stands
  record Connect(Endpoint to, Duration limit) implements Ask {}
}
