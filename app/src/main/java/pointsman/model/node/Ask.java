package pointsman.model.node;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
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

  /// GET through a listener of the load balancer, as a user would; the answer's text is `STATUS\n`
  /// and then the value of one of its headers, empty when it is not there.
  ///
  /// @param to the listener
  /// @param tls whether it speaks TLS; whose certificate it shows is not looked at
  /// @param path what
  /// @param headers by name, the host among them
  /// @param tell the header of the answer that is asked for
  /// @param limit for the whole of it
  record Through(
      Endpoint to,
      boolean tls,
      UrlPath path,
      Map<String, String> headers,
      String tell,
      Duration limit)
      implements Ask {
    /// Copies; refuses texts that would be more than one header.
    public Through {
      headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
      headers.forEach((name, value) -> {
        if ((name + value).chars().anyMatch(c -> c < ' ' || c == 127)) {
          throw new IllegalArgumentException("not a header");
        }
      });
    }
  }

  /// A connection made from the node; the answer's text is empty.
  ///
  /// @param to where
  /// @param limit until it stands
  record Connect(Endpoint to, Duration limit) implements Ask {}
}
