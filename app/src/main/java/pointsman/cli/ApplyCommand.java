package pointsman.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.value.Printable;
import pointsman.service.inventory.ApplyReport;

/// `apply -f FILE`: a fleet file into the inventory.
@Command(name = "apply", description = "Loads a fleet file into the inventory; changes no node.")
final class ApplyCommand implements Callable<Integer> {
  private static final long LARGEST = 8L * 1024 * 1024;

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
        services.inventory().apply(text(), file.toString(), prune, consenting.said());
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

  private String text() throws FailureException {
    try {
      if (Files.isDirectory(file)) {
        throw unreadable("this is a folder", "a fleet file", Optional.empty());
      }
      if (Files.size(file) > LARGEST) {
        throw unreadable("the file has more than 8 MB", "a fleet file", Optional.empty());
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable("there is no such file", "a fleet file", Optional.of(e));
    } catch (CharacterCodingException e) {
      throw unreadable("the file is not UTF-8", "UTF-8 text", Optional.of(e));
    } catch (IOException e) {
      throw unreadable(
          "the file cannot be read: " + e.getMessage(), "a readable file", Optional.of(e));
    }
  }

  private FailureException unreadable(
      String problem, String expected, Optional<IOException> cause) {
    Failure failure =
        new Failure.BadInput(
            Printable.line(file.toString()), 0, "", Printable.line(problem), expected);
    return cause
        .map(each -> new FailureException(failure, each))
        .orElseGet(() -> new FailureException(failure));
  }
}
