package pointsman.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.LabStatus;
import pointsman.port.RunningLab;

/// `lab up`: starts a lab and says what it is.
@Command(
    name = "up",
    description =
        "Starts the lab. One that runs in the folder as asked for is kept; what an earlier one left"
            + " there is ended first.")
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
  private final Answer answer;

  LabUpCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    LabOrder order =
        LabOrder.of(place.folder(), nodes)
            .with(LabOrder.Engines.valueOf(engine.name().toUpperCase(Locale.ROOT)))
            .withDisk(disk);
    Optional<RunningLab> running = services.lab().find(order.dir());
    boolean kept = running.isPresent() && isKept(running.get(), order);
    RunningLab lab = kept ? running.orElseThrow() : start(order);
    PrintStream out = answer.text();
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
    out.println(
        kept
            ? "It ran already and all of it answers: nothing was started, what is deployed there stays."
            : "All of it answers. Next:");
    out.println("  pointsman apply -f " + file);
    out.println("  pointsman trust --all --yes");
    out.println("  pointsman deploy --yes");
    answer.document(new Up(lab.dir().toString(), file.toString(), lab.nodes()));
    return Complaint.DONE;
  }

  private RunningLab start(LabOrder order) throws FailureException {
    answer.notes().println("Starting " + nodes + " nodes in " + order.dir() + " …");
    return services.lab().up(order);
  }

  /// Whether a lab that runs there is what was asked for. One that is not whole is a leftover.
  private boolean isKept(RunningLab lab, LabOrder order) throws FailureException {
    LabStatus status = lab.status();
    if (!status.whole()) {
      if (status.processes() > 0) {
        answer.notes().println("The lab in " + lab.dir() + " is not whole: it is ended first.");
      }
      return false;
    }
    if (order.isOf(lab.nodes()) && disk == 0) {
      return true;
    }
    throw new FailureException(
        new Failure.Refused(
            "lab",
            "a lab of "
                + lab.nodes().size()
                + " nodes runs in "
                + lab.dir()
                + ", all of it answers",
            "End it with 'pointsman lab down --dir "
                + lab.dir()
                + "', or choose another folder with --dir."));
  }

  /// The document of `lab up`.
  ///
  /// @param dir the lab's folder
  /// @param fleetFile its fleet file
  /// @param nodes its nodes
  record Up(String dir, String fleetFile, List<LabNode> nodes) {}
}
