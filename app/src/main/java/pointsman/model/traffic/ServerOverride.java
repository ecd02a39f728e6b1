package pointsman.model.traffic;

import java.util.Optional;
import java.util.function.Predicate;
import pointsman.model.fleet.Server;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// How a server differs at run time from what was deployed. It stands on the node until it is taken
/// back, over reloads, restarts and new releases.
///
/// @param at which server
/// @param state empty: as deployed
/// @param weight 0 to 256; empty: as deployed
public record ServerOverride(ServerPath at, Optional<AdminState> state, Optional<Integer> weight) {
  /// Refuses what is out of range.
  public ServerOverride {
    weight.ifPresent(ServerChange.ToWeight::new);
  }

  /// Nothing differs.
  static ServerOverride none(ServerPath at) {
    return new ServerOverride(at, Optional.empty(), Optional.empty());
  }

  /// Whether nothing differs.
  public boolean isNone() {
    return state.isEmpty() && weight.isEmpty();
  }

  /// The state that a server was deployed in.
  public static AdminState deployed(Server server) {
    return server.standby() ? AdminState.MAINT : AdminState.READY;
  }

  /// The state that the server is to be in.
  public AdminState stateOf(Server deployed) {
    return state.orElse(deployed(deployed));
  }

  /// The weight that the server is to have.
  public int weightOf(Server deployed) {
    return weight.orElse(deployed.weight());
  }

  /// The same without what a server has as deployed.
  ServerOverride against(Server deployed) {
    return new ServerOverride(
        at,
        state.filter(Predicate.not(deployed(deployed)::equals)),
        weight.filter(each -> each != deployed.weight()));
  }

  /// With one thing changed.
  ServerOverride with(ServerChange change) {
    return switch (change) {
      case ServerChange.ToState to -> new ServerOverride(at, Optional.of(to.state()), weight);
      case ServerChange.ToWeight to -> new ServerOverride(at, state, Optional.of(to.weight()));
      case ServerChange.AsDeployed _ -> none(at);
    };
  }

  /// As a line: `shop-web.blue/b1 drain -`.
  public String text() {
    return at + " " + words();
  }

  /// State and weight: `drain -`.
  public String words() {
    return state.map(AdminState::word).orElse("-")
        + " "
        + weight.map(each -> Integer.toString(each)).orElse("-");
  }

  /// For people: `shop-web.blue/b1 drain, weight 7`.
  public String told() {
    return at
        + state.map(each -> " " + each.word()).orElse("")
        + (state.isPresent() && weight.isPresent() ? "," : "")
        + weight.map(each -> " weight " + each).orElse("");
  }

  /// Reads the line back.
  ///
  /// @throws InvalidValueException for anything else
  public static ServerOverride parse(String text) {
    String[] words = text.split(" ", -1);
    Optional<AdminState> state = words.length == 3 ? AdminState.find(words[1]) : Optional.empty();
    if (words.length != 3
        || (state.isEmpty() && !words[1].equals("-"))
        || !words[2].matches("-|[0-9]{1,3}")) {
      throw new InvalidValueException(
          Printable.quote(text) + " is not an override", "such as shop-web.blue/b1 drain -");
    }
    return new ServerOverride(
        ServerPath.parse(words[0]),
        state,
        words[2].equals("-") ? Optional.empty() : Optional.of(Integer.parseInt(words[2])));
  }
}
