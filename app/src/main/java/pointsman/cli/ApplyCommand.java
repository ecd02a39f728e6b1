package pointsman.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.service.ApplyReport;

/// `apply -f FILE`: a fleet file into the inventory.
@Command(name = "apply", description = "Loads a fleet file into the inventory; changes no node.")
final class ApplyCommand implements Callable<Integer> {
  @Option(names = "-f", required = true, paramLabel = "FILE", description = "The fleet file.")
  Path file = Path.of("fleet.yaml");

  @Option(names = "--prune", description = "Removes objects that are not in the file.")
  boolean prune;

  private final Services services;
  private final PrintStream out;

  ApplyCommand(Services services, PrintStream out) {
    this.services = services;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    ApplyReport report = services.inventory().apply(text(), file.toString(), prune);
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

  private String text() throws FailureException {
    try {
      if (Files.size(file) > 8 * 1024 * 1024) {
        throw new FailureException(
            new Failure.BadInput(
                file.toString(), 0, "", "the file has more than 8 MB", "a fleet file"));
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new FailureException(
          new Failure.BadInput(file.toString(), 0, "", "there is no such file", "a fleet file"), e);
    } catch (CharacterCodingException e) {
      throw new FailureException(
          new Failure.BadInput(file.toString(), 0, "", "the file is not UTF-8", "UTF-8 text"), e);
    } catch (IOException e) {
      throw new FailureException(
          new Failure.BadInput(
              file.toString(),
              0,
              "",
              "the file cannot be read: " + e.getMessage(),
              "a readable file"),
          e);
    }
  }
}
