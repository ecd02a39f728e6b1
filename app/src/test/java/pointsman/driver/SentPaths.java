package pointsman.driver;

import java.util.List;

/// Requests whose path can be read in more than one way, and the server that must get each on every
/// engine: paths are compared as they are sent.
public final class SentPaths {
  private SentPaths() {}

  /// The routes; pools are named like their only server.
  public static final String ROUTES =
      "routes: [{path: /api, pool: api}, {path: /%61, pool: escaped}, {path: //x, pool: double},"
          + " {pool: web}]";

  /// The pools.
  public static final List<String> POOLS = List.of("api", "escaped", "double", "web");

  /// A request and who gets it.
  ///
  /// @param path as it is sent
  /// @param pool the pool
  public record Sent(String path, String pool) {}

  /// The requests.
  public static List<Sent> all() {
    return List.of(
        new Sent("/api/x?y=1", "api"),
        new Sent("/api?/x", "api"),
        new Sent("/%61pi", "web"),
        new Sent("/API", "web"),
        new Sent("/api%2Fx", "web"),
        new Sent("//api/y", "web"),
        new Sent("/x/../api", "web"),
        new Sent("/./api", "web"),
        new Sent("/%61", "escaped"),
        new Sent("/%61/y", "escaped"),
        new Sent("/a", "web"),
        new Sent("//x/y", "double"),
        new Sent("/x/y", "web"));
  }
}
