package pointsman.model.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import pointsman.model.value.InvalidValueException;

/// Two lanes of servers behind one name.
///
/// @param name its name
/// @param balance how a server of a lane is chosen
/// @param persistence what keeps a user on one server
/// @param health how its servers are judged
/// @param live the lane that serves; in a fleet file it counts only when the pool is created
/// @param blue the one lane
/// @param green the other
/// @param splitKey what makes a user sticky
/// @param audience who goes to a lane whatever the split says; first match wins
public record Pool(
    Name name,
    Balance balance,
    Persistence persistence,
    HealthChecks health,
    LaneColor live,
    Lane blue,
    Lane green,
    SplitKey splitKey,
    List<AudienceRule> audience) {

  /// Refuses pools that could not serve.
  public Pool {
    audience = List.copyOf(audience);
    Lane serving = live == LaneColor.BLUE ? blue : green;
    if (serving.servers().isEmpty()) {
      throw new InvalidValueException(
          "the live lane (" + live.word() + ") of pool " + name + " has no server",
          "at least one server");
    }
    Set<Name> names = new HashSet<>();
    for (Lane lane : List.of(blue, green)) {
      for (Server server : lane.servers()) {
        if (!names.add(server.name())) {
          throw new InvalidValueException(
              "server " + server.name() + " stands in both lanes of pool " + name,
              "a name of its own");
        }
      }
    }
  }

  /// One of its lanes.
  public Lane lane(LaneColor color) {
    return switch (color) {
      case BLUE -> blue;
      case GREEN -> green;
    };
  }

  /// The same pool with another live lane.
  public Pool withLive(LaneColor color) {
    return new Pool(name, balance, persistence, health, color, blue, green, splitKey, audience);
  }

  /// The same pool with one lane changed.
  public Pool withLane(LaneColor color, UnaryOperator<Lane> edit) {
    Lane one = color == LaneColor.BLUE ? edit.apply(blue) : blue;
    Lane other = color == LaneColor.GREEN ? edit.apply(green) : green;
    return new Pool(name, balance, persistence, health, live, one, other, splitKey, audience);
  }

  /// The same pool with other persistence.
  public Pool with(Persistence other) {
    return new Pool(name, balance, other, health, live, blue, green, splitKey, audience);
  }

  /// The same pool with other checks.
  public Pool with(HealthChecks other) {
    return new Pool(name, balance, persistence, other, live, blue, green, splitKey, audience);
  }

  /// The same pool with another key of its users.
  public Pool with(SplitKey other) {
    return new Pool(name, balance, persistence, health, live, blue, green, other, audience);
  }

  /// The same pool with another audience.
  public Pool withAudience(List<AudienceRule> rules) {
    return new Pool(name, balance, persistence, health, live, blue, green, splitKey, rules);
  }
}
