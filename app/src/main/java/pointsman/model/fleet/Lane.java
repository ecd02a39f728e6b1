package pointsman.model.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import pointsman.model.value.InvalidValueException;

/// A version of an application and its servers.
///
/// @param version such as `1.0`; empty: not told
/// @param servers may be empty for the lane that is not live
public record Lane(Optional<MatchText> version, List<Server> servers) {
  /// Refuses a name or an endpoint that stands twice.
  public Lane {
    servers = List.copyOf(servers);
    if (new HashSet<>(servers.stream().map(Server::endpoint).toList()).size() < servers.size()) {
      throw new InvalidValueException(
          "an address and port stand twice in a lane", "a server of its own each");
    }
    if (new HashSet<>(servers.stream().map(Server::name).toList()).size() < servers.size()) {
      throw new InvalidValueException("a server name stands twice in a lane", "unique names");
    }
  }

  /// The same with other servers.
  public Lane with(List<Server> others) {
    return new Lane(version, others);
  }

  /// A lane without servers.
  public static Lane empty() {
    return new Lane(Optional.empty(), List.of());
  }
}
