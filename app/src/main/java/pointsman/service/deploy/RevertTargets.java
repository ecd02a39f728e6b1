package pointsman.service.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.ReleaseId;
import pointsman.model.value.InvalidValueException;
import pointsman.port.Journal;

/// Which nodes a revert is about. One that a run never changed has nothing to take back: it must
/// not keep the others from going back, nor go somewhere where it never was.
///
/// @param targets where each goes
/// @param stay the nodes that are left as they are, with the reason
record RevertTargets(Map<Node, ReleaseId> targets, Map<Name, String> stay) {

  /// A node that the journal names.
  ///
  /// @param to where it would go
  /// @param never why it has nothing to take back; empty: it has, or may have
  private record Named(Node node, ReleaseId to, Optional<String> never) {}

  /// @param runs the latest, newest first
  /// @param word a release, or a run's id
  /// @param only these nodes, whatever they ran; empty: all that ran it
  /// @throws FailureException the journal knows no such release or run, or no such node of it
  static RevertTargets of(Fleet fleet, List<Journal.Run> runs, String word, Set<Name> only)
      throws FailureException {
    List<Named> named =
        findRelease(word)
            .map(release -> ofRelease(fleet, runs, release))
            .orElseGet(() -> ofRun(fleet, runs, word));
    if (named.isEmpty()) {
      throw new FailureException(
          new Failure.NotFound(
              "release or run", word, runs.stream().map(Journal.Run::id).limit(12).toList()));
    }
    requireNamed(named, word, only);
    boolean all = !only.isEmpty() || named.stream().allMatch(each -> each.never().isPresent());
    Map<Node, ReleaseId> targets = new LinkedHashMap<>();
    Map<Name, String> stay = new LinkedHashMap<>();
    for (Named each : named) {
      if (!only.isEmpty() && !only.contains(each.node().name())) {
        continue;
      }
      if (all || each.never().isEmpty()) {
        targets.put(each.node(), each.to());
      } else {
        stay.put(each.node().name(), each.never().get());
      }
    }
    return new RevertTargets(targets, stay);
  }

  /// The nodes that go.
  Set<Name> nodes() {
    return targets.keySet().stream().map(Node::name).collect(Collectors.toSet());
  }

  /// The same with some nodes left out.
  ///
  /// @throws FailureException one of them has no part in it, or none is left
  RevertTargets without(String word, Set<Name> left) throws FailureException {
    for (Name name : left) {
      if (!nodes().contains(name) && !stay.containsKey(name)) {
        throw new FailureException(
            new Failure.NotFound(
                "node of " + word, name.value(), nodes().stream().map(Name::value).toList()));
      }
    }
    Map<Node, ReleaseId> rest = new LinkedHashMap<>(targets);
    rest.keySet().removeIf(node -> left.contains(node.name()));
    if (rest.isEmpty()) {
      throw new FailureException(
          new Failure.BadInput(
              "command line", 0, "--without", "leaves no node", "fewer nodes to leave out"));
    }
    Map<Name, String> others = new LinkedHashMap<>(stay);
    others.keySet().removeAll(left);
    return new RevertTargets(rest, others);
  }

  private static void requireNamed(List<Named> named, String word, Set<Name> only)
      throws FailureException {
    for (Name name : only) {
      if (named.stream().noneMatch(each -> each.node().name().equals(name))) {
        throw new FailureException(
            new Failure.NotFound(
                "node of " + word,
                name.value(),
                named.stream().map(each -> each.node().name().value()).toList()));
      }
    }
  }

  private static List<Named> ofRelease(Fleet fleet, List<Journal.Run> runs, ReleaseId release) {
    Map<Name, Optional<String>> never = new LinkedHashMap<>();
    for (Journal.Run run : runs) {
      for (Journal.RunNode each : run.nodes()) {
        boolean ran = each.previous().filter(release::equals).isPresent();
        if (ran || (each.release().equals(release) && mayHaveChanged(each))) {
          never.put(each.node(), Optional.empty());
        } else if (each.release().equals(release)) {
          never.putIfAbsent(
              each.node(), Optional.of("run " + run.id() + " was to bring it and did not"));
        }
      }
    }
    return fleet.nodes().stream()
        .filter(node -> never.containsKey(node.name()))
        .map(node -> new Named(node, release, never.getOrDefault(node.name(), Optional.empty())))
        .toList();
  }

  private static List<Named> ofRun(Fleet fleet, List<Journal.Run> runs, String id) {
    return runs.stream()
        .filter(run -> run.id().equals(id))
        .flatMap(run -> run.nodes().stream())
        .flatMap(each -> ofRun(fleet, id, each).stream())
        .toList();
  }

  private static Optional<Named> ofRun(Fleet fleet, String id, Journal.RunNode each) {
    if (each.previous().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> never =
        mayHaveChanged(each) ? Optional.empty() : Optional.of("run " + id + " did not change it");
    return fleet.findNode(each.node()).map(node -> new Named(node, each.previous().get(), never));
  }

  /// Not when it was verified to be in its former state at the end of the run.
  private static boolean mayHaveChanged(Journal.RunNode each) {
    return each.end().isEmpty()
        || switch (each.end().get()) {
          case DONE, UNCHANGED, UNKNOWN -> true;
          case UNTOUCHED, REVERTED -> false;
        };
  }

  private static Optional<ReleaseId> findRelease(String word) {
    try {
      return Optional.of(new ReleaseId(word));
    } catch (InvalidValueException _) {
      return Optional.empty();
    }
  }
}
