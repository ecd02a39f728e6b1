package pointsman.port;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What was seen of a lab just now.
///
/// @param dir its folder
/// @param nodes a line each, in order
/// @param demoServers how many demo servers answer on their own port; spares are not counted
/// @param processes how many processes belong to the lab
public record LabStatus(Path dir, List<NodeLine> nodes, int demoServers, int processes) {
  /// Copies.
  public LabStatus {
    nodes = List.copyOf(nodes);
  }

  /// One node.
  ///
  /// @param node which
  /// @param sshd whether its sshd greets
  /// @param release the release that its load balancer says it runs; empty: it does not answer
  /// @param faults what was done to it and not undone
  public record NodeLine(
      LabNode node, boolean sshd, Optional<String> release, List<LabFault> faults) {
    /// Copies.
    public NodeLine {
      faults = List.copyOf(faults);
    }
  }

  /// Whether everything answers and no fault is in force.
  public boolean whole() {
    return demoServers > 0
        && nodes.stream()
            .allMatch(line -> line.sshd() && line.release().isPresent() && line.faults().isEmpty());
  }
}
