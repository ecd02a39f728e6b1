package pointsman.bench;

import picocli.CommandLine.Option;
import pointsman.port.LabOrder;

/// The options of a measurement beside others.
final class FleetOptions {
  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (default 50).")
  int nodes = 50;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds, in turn (default ${DEFAULT-VALUE}).")
  int rounds;

  @Option(names = "--mixed", description = "Half of the nodes run Nginx; what others can do of it.")
  boolean mixed;

  FleetOptions(int rounds) {
    this.rounds = rounds;
  }

  /// What the nodes run.
  LabOrder.Engines engines() {
    return mixed ? LabOrder.Engines.MIXED : LabOrder.Engines.HAPROXY;
  }
}
