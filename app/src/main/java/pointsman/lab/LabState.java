package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Name;
import pointsman.port.LabNode;

/// What a lab is, as kept in its folder from before its first process until after its last.
///
/// @param range its addresses
/// @param disk megabytes of each node's own disk; 0: none
/// @param nodes in order
record LabState(AddressRange range, int disk, List<LabNode> nodes) {
  private static final String FIRST = "pointsman-lab 1";

  LabState {
    nodes = List.copyOf(nodes);
  }

  LabNode load(Name name) throws FailureException {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new FailureException(
                new Failure.NotFound(
                    "lab node",
                    name.value(),
                    nodes.stream().map(node -> node.name().value()).toList())));
  }

  void write(LabFolder folder) throws IOException {
    StringBuilder text = new StringBuilder(FIRST + "\n");
    text.append("range ").append(range.text()).append('\n');
    text.append("disk ").append(disk).append('\n');
    for (LabNode node : nodes) {
      text.append("node %s %s %s\n".formatted(node.name(), node.engine(), node.address()));
    }
    Path next = folder.dir().resolve("lab.state.new");
    Files.writeString(next, text);
    Files.move(next, folder.stateFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  static Optional<LabState> find(LabFolder folder) throws FailureException {
    if (!Files.exists(folder.stateFile())) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(folder.stateFile());
      if (lines.size() < 3 || !lines.getFirst().equals(FIRST)) {
        throw new IOException("it is not a lab's");
      }
      AddressRange range = AddressRange.parse(lines.get(1).substring("range ".length()));
      int disk = Integer.parseInt(lines.get(2).substring("disk ".length()));
      List<LabNode> nodes = new ArrayList<>();
      for (String line : lines.subList(3, lines.size())) {
        String[] parts = line.split(" ");
        EngineKind engine = EngineKind.valueOf(parts[2].toUpperCase(Locale.ROOT));
        nodes.add(new LabNode(new Name(parts[1]), engine, parts[3], folder.node(parts[1])));
      }
      return Optional.of(new LabState(range, disk, nodes));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new FailureException(
          new Failure.LocalFile(
              folder.stateFile().toString(),
              "cannot be read: " + e.getMessage(),
              "End what is left with 'pointsman lab down --dir " + folder.dir() + "'."),
          e);
    }
  }
}
