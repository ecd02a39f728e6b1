package pointsman.port;

import java.util.ArrayList;
import java.util.List;

/// What a lab node's load balancer says that it runs, beside what lies in place there.
///
/// @param release the release that the process names
/// @param inPlace the release that `current` points at
/// @param servers the lanes' servers, sorted: `shop-web.blue/b1 127.0.0.1:9001 weight 50`. HAProxy
///   tells them itself; Nginx does not, and these are those in the file of the release that it
///   names, without their names
/// @param written the same as they stand in the file of the release that the process names
public record LabRuns(String release, String inPlace, List<String> servers, List<String> written) {
  /// Copies.
  public LabRuns {
    servers = List.copyOf(servers);
    written = List.copyOf(written);
  }

  /// Whether a server runs with this weight.
  public boolean weighs(int weight) {
    return servers.stream().anyMatch(server -> server.endsWith(" weight " + weight));
  }

  /// In what the process is not as what lies in place; empty when it is.
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    if (!release.equals(inPlace)) {
      differences.add("it runs release " + release + ", but " + inPlace + " is in place");
    }
    if (!servers.equals(written)) {
      differences.add("it runs " + servers + ", but its release says " + written);
    }
    return differences;
  }
}
