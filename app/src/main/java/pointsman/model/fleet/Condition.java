package pointsman.model.fleet;

import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// One condition of a route or an audience rule; several in one rule must all hold.
public sealed interface Condition {

  /// The path begins with this, as it is sent: escapes are not decoded, slashes not merged, dots
  /// not resolved, on any engine.
  ///
  /// @param prefix compared by whole segments: `/api` holds for `/api` and `/api/x`, not `/apix`
  record PathPrefix(UrlPath prefix) implements Condition {
    /// Refuses a query, which no path has.
    public PathPrefix {
      if (prefix.value().contains("?")) {
        throw new InvalidValueException(
            Printable.quote(prefix.value()) + " asks for a query", "a path without '?'");
      }
    }

    /// Whether it holds for a path; a query does not count.
    public boolean holds(UrlPath path) {
      String asked = path.value().split("\\?", 2)[0];
      String below = prefix.value().endsWith("/") ? prefix.value() : prefix.value() + "/";
      return asked.equals(prefix.value()) || asked.startsWith(below);
    }

    /// Of its text.
    public static PathPrefix of(String text) {
      return new PathPrefix(new UrlPath(text));
    }
  }

  /// The Host header (without port) is this, in any case.
  ///
  /// @param host a DNS name
  record HostIs(Host host) implements Condition {}

  /// A header equals this.
  ///
  /// @param name the header
  /// @param equals its value
  record HeaderIs(Token name, MatchText equals) implements Condition {}

  /// A cookie equals this.
  ///
  /// @param name the cookie
  /// @param equals its value
  record CookieIs(Token name, MatchText equals) implements Condition {}
}
