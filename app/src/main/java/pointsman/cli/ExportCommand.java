package pointsman.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.value.Printable;

/// `export`: the inventory as a fleet file.
@Command(name = "export", description = "Writes the inventory as a fleet file.")
final class ExportCommand implements Callable<Integer> {
  @Option(names = "-o", paramLabel = "FILE", description = "Into this file instead of stdout.")
  Optional<Path> file = Optional.empty();

  private final Services services;
  private final Answer answer;

  ExportCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    if (file.isEmpty()) {
      if (answer.isJson()) {
        answer.document(services.inventory().load());
      } else {
        answer.text().print(services.inventory().export());
      }
      return Complaint.DONE;
    }
    Path target = file.get().toAbsolutePath();
    write(target, services.inventory().export());
    answer.document(Map.of("file", target));
    answer.notes().println("Written to " + Printable.line(target.toString()) + ".");
    return Complaint.DONE;
  }

  /// Replaces the file as a whole, so that no reader ever sees half of it.
  private static void write(Path target, String text) throws FailureException {
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    try {
      Files.writeString(fresh, text);
      Files.move(
          fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              Printable.line(target.toString()),
              Files.isDirectory(target.resolveSibling("."))
                  ? "it cannot be written: " + e.getMessage()
                  : "it cannot be written: its folder is not there",
              "Choose a file in a folder that you can write to."),
          e);
    }
  }
}
