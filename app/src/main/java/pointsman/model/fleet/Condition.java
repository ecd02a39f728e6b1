package pointsman.model.fleet;

/// One condition of a route or an audience rule; several in one rule must all hold.
public sealed interface Condition {

  /// The path begins with this.
  ///
  /// @param prefix compared by whole segments: `/api` holds for `/api` and `/api/x`, not `/apix`
  record PathPrefix(UrlPath prefix) implements Condition {}

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
