package pointsman.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `export`: the inventory as a fleet file.
@Command(name = "export", description = "Writes the inventory as a fleet file.")
final class ExportCommand implements Callable<Integer> {
  @Option(names = "-o", paramLabel = "FILE", description = "Into this file instead of stdout.")
  Optional<Path> file = Optional.empty();

  private final Services services;
  private final PrintStream out;

  ExportCommand(Services services, PrintStream out) {
    this.services = services;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    String text = services.inventory().export();
    if (file.isEmpty()) {
      out.print(text);
      return Complaint.DONE;
    }
    Path target = file.get().toAbsolutePath();
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return Complaint.DONE;
  }
}
