package pointsman.model.fleet;

/// What makes a user sticky in a split.
public sealed interface SplitKey {

  /// The client's address.
  record ClientAddress() implements SplitKey {}

  /// A cookie of the application, else the client's address.
  ///
  /// @param name the cookie
  record Cookie(Token name) implements SplitKey {}

  /// A header, else the client's address.
  ///
  /// @param name the header
  record Header(Token name) implements SplitKey {}

  /// A cookie that we draw, the same on both engines.
  ///
  /// @param name the cookie
  record BucketCookie(Token name) implements SplitKey {}
}
