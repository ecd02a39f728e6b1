package pointsman.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pointsman.service.inventory.ApplyReport;
import pointsman.service.inventory.FleetFileText;

/// `apply -f FILE`: a fleet file into the inventory.
@Command(name = "apply", description = "Loads a fleet file into the inventory; changes no node.")
final class ApplyCommand implements Callable<Integer> {
  @Option(names = "-f", required = true, paramLabel = "FILE", description = "The fleet file.")
  Path file = Path.of("fleet.yaml");

  @Option(names = "--prune", description = "Removes objects that are not in the file.")
  boolean prune;

  @Mixin Consenting consenting = new Consenting();

  private final Services services;
  private final Answer answer;

  ApplyCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    ApplyReport report =
        services
            .inventory()
            .apply(FleetFileText.of(file), file.toString(), prune, consenting.said())
            .with(services.deploys().foreseen());
    answer.document(report);
    PrintStream out = answer.text();
    report.added().forEach(each -> out.println("+ " + each));
    report.changed().forEach(each -> out.println("~ " + each));
    report.removed().forEach(each -> out.println("- " + each));
    report
        .left()
        .forEach(each ->
            out.println("  " + each + " is not in the file and stays (--prune removes it)"));
    report.notes().forEach(each -> out.println("! " + each));
    out.println(
        report.added().size()
            + " added · "
            + report.changed().size()
            + " changed · "
            + report.removed().size()
            + " removed · "
            + report.unchanged()
            + " unchanged");
    return Complaint.DONE;
  }
}
