package pointsman.model.fleet;

import java.util.List;
import java.util.Locale;
import pointsman.model.value.InvalidValueException;

/// Who goes to a given lane whatever the split says.
///
/// @param match who
/// @param lane where to
public record AudienceRule(Match match, Target lane) {

  /// Where an audience goes.
  public enum Target {
    /// The lane that is not live.
    CANDIDATE,
    /// The live lane.
    LIVE,
    /// Blue.
    BLUE,
    /// Green.
    GREEN;

    /// As in fleet files and templates.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Who is meant.
  public sealed interface Match {

    /// Requests with this header.
    ///
    /// @param name the header
    /// @param equals its value
    record Header(Token name, MatchText equals) implements Match {}

    /// Requests with this cookie.
    ///
    /// @param name the cookie
    /// @param equals its value
    record Cookie(Token name, MatchText equals) implements Match {}

    /// Clients from these networks.
    ///
    /// @param networks at least one
    record Networks(List<Cidr> networks) implements Match {
      /// Refuses an empty list.
      public Networks {
        networks = List.copyOf(networks);
        if (networks.isEmpty()) {
          throw new InvalidValueException("an audience without networks", "at least one network");
        }
      }
    }

    /// Clients whose User-Agent is of this family.
    ///
    /// @param family which
    record Device(Family family) implements Match {}

    /// Users whose split key is one of these.
    ///
    /// @param ids at least one
    record Users(List<MatchText> ids) implements Match {
      /// Refuses an empty list.
      public Users {
        ids = List.copyOf(ids);
        if (ids.isEmpty()) {
          throw new InvalidValueException("an audience without users", "at least one user id");
        }
      }
    }
  }

  /// A family of devices, told by the User-Agent header.
  public enum Family {
    /// iPhone, iPad.
    IOS,
    /// Android.
    ANDROID,
    /// Neither.
    DESKTOP;

    /// As it is written.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
