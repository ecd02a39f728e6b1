package pointsman.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;

/// `lab up`: starts a lab and says what it is.
@Command(
    name = "up",
    description = "Starts the lab; what an earlier one left in the folder is ended first.")
final class LabUpCommand implements Callable<Integer> {
  /// The words of `--engine`.
  enum Engine {
    mixed,
    haproxy,
    nginx
  }

  @Mixin LabPlace place = new LabPlace();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (default 6).")
  int nodes = 6;

  @Option(
      names = "--engine",
      paramLabel = "E",
      description = "haproxy, nginx or mixed (default: odd nodes HAProxy, even ones Nginx).")
  Engine engine = Engine.mixed;

  @Option(
      names = "--disk",
      paramLabel = "SIZE",
      converter = Amounts.Megabytes.class,
      description = "A small disk for each node, such as 4m, that can be filled. Needs root.")
  int disk;

  private final Services services;
  private final PrintStream out;
  private final PrintStream err;

  LabUpCommand(Services services, PrintStream out, PrintStream err) {
    this.services = services;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    LabOrder order =
        LabOrder.of(place.folder(), nodes)
            .with(LabOrder.Engines.valueOf(engine.name().toUpperCase(Locale.ROOT)))
            .withDisk(disk);
    err.println("Starting " + nodes + " nodes in " + place.folder() + " …");
    RunningLab lab = services.lab().up(order);
    for (LabNode node : lab.nodes()) {
      out.println(
          "%-10s %-8s %s  ssh %d"
              .formatted(
                  node.name(),
                  node.engine().name().toLowerCase(Locale.ROOT),
                  node.address(),
                  LabNode.SSH_PORT));
    }
    Path file = lab.fleetFile();
    out.println("All of it answers. Next:");
    out.println("  pointsman apply -f " + file);
    out.println("  pointsman trust --all --yes");
    out.println("  pointsman deploy --yes");
    return Complaint.DONE;
  }
}
