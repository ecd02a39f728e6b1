package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.LabFault;
import pointsman.port.LabFaults;
import pointsman.port.LabNode;

/// The faults in force on a node, kept in a file of it.
final class FaultList {
  private final LabNode node;
  private final Path file;

  FaultList(LabNode node) {
    this.node = node;
    this.file = node.run().resolve("faults");
  }

  List<LabFault> read() {
    List<LabFault> faults = new ArrayList<>();
    for (String line : lines()) {
      int space = line.indexOf(' ');
      LabFaults.find(line.substring(0, space), line.substring(space + 1)).ifPresent(faults::add);
    }
    return faults;
  }

  boolean holds(LabFault fault) {
    return read().stream().anyMatch(each -> each.word().equals(fault.word()));
  }

  void add(LabFault fault) throws FailureException {
    List<String> lines = new ArrayList<>(lines());
    lines.removeIf(line -> line.startsWith(fault.word() + " "));
    lines.add(fault.word() + " " + fault.setting());
    write(lines);
  }

  void remove(LabFault fault) throws FailureException {
    List<String> lines = new ArrayList<>(lines());
    lines.removeIf(line -> line.startsWith(fault.word() + " "));
    write(lines);
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException _) {
      // unreadable is as good as not written: the effects are seen from outside
      return List.of();
    }
  }

  private void write(List<String> lines) throws FailureException {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new FailureException(
          new Failure.StepFailed(node.name(), "note the fault", String.valueOf(e.getMessage())), e);
    }
  }
}
