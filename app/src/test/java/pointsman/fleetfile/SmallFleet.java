package pointsman.fleetfile;

import java.util.Locale;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Node;

/// Fleets of a few lines, for tests that are about something else.
public final class SmallFleet {
  private SmallFleet() {}

  /// The fleet of a development file whose other lines these are.
  public static Fleet of(String rest) throws FailureException {
    return new YamlFleetFile().parse(text("development", rest), "fleet.yaml");
  }

  private static String text(String environment, String rest) {
    return "pointsman: 1\nenvironment: " + environment + "\n" + rest;
  }

  /// A node.
  public static Node node(EngineKind engine) throws FailureException {
    return of("nodes: [{name: edge-1, address: 192.0.2.11, user: root, engine: %s}]\n"
            .formatted(engine.name().toLowerCase(Locale.ROOT)))
        .nodes()
        .getFirst();
  }

  /// The pool `web` alone, with audience rules.
  ///
  /// @param audience as a fleet file has them
  public static Fleet withRules(String audience) throws FailureException {
    return of(
        """
        pools:
          - name: web
            audience: %s
            lanes: {blue: {servers: [{name: b1, address: 10.0.0.1, port: 80}]}}
        """
            .formatted(audience));
  }

  /// The text of a fleet whose one node is not there.
  public static String unreachable(String environment) {
    return text(
        environment,
        """
        nodes:
          - {name: edge-1, address: 127.0.0.1, port: 1, user: root, engine: haproxy}
        services:
          - {name: shop, listen: [{port: 80}], routes: [{pool: web}]}
        pools:
          - name: web
            lanes:
              blue: {servers: [{name: b1, address: 10.0.0.1, port: 80}]}
              green: {servers: [{name: g1, address: 10.0.0.2, port: 80}]}
        """);
  }
}
