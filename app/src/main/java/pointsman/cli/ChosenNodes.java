package pointsman.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;

/// The options that choose nodes: these, or all but these.
final class ChosenNodes {
  @Option(names = "--node", paramLabel = "N", split = ",", description = "Only these nodes.")
  List<String> nodes = List.of();

  @Option(names = "--without", paramLabel = "N", split = ",", description = "Not these nodes.")
  List<String> without = List.of();

  /// The nodes that were named; empty: all.
  Set<Name> named() throws FailureException {
    return DeployCommands.names("--node", nodes);
  }

  /// The nodes that are to be left out.
  Set<Name> left() throws FailureException {
    return DeployCommands.names("--without", without);
  }

  /// The nodes of a fleet that are meant; empty: all.
  ///
  /// @throws FailureException none is left, or one to be left out is unknown
  Set<Name> of(Fleet fleet) throws FailureException {
    return of(fleet.nodes().stream().map(Node::name).toList());
  }

  /// The same of these.
  Set<Name> of(List<Name> all) throws FailureException {
    Set<Name> left = left();
    if (left.isEmpty()) {
      return named();
    }
    for (Name name : left) {
      if (!all.contains(name)) {
        throw new FailureException(
            new Failure.NotFound("node", name.value(), all.stream().map(Name::value).toList()));
      }
    }
    Set<Name> rest = named().isEmpty() ? new TreeSet<>(all) : named();
    rest.removeAll(left);
    if (rest.isEmpty()) {
      throw new FailureException(
          new Failure.BadInput(
              "command line", 0, "--without", "leaves no node", "fewer nodes to leave out"));
    }
    return rest;
  }
}
