package pointsman.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;

/// One wave: prepare on all of its nodes; if one refuses, none commits; else all commit together.
final class DeployWave {
  private final Function<NodePlan.Change, NodeDeploy> work;
  private final List<NodePlan.Change> changes;

  DeployWave(Function<NodePlan.Change, NodeDeploy> work, List<NodePlan.Change> changes) {
    this.work = work;
    this.changes = changes;
  }

  List<NodeResult> run() {
    Map<Name, NodeDeploy> deploys = new LinkedHashMap<>();
    changes.forEach(change -> deploys.put(change.node(), work.apply(change)));
    try {
      Map<Name, Optional<Failure>> refusals = prepare(deploys);
      boolean refused = refusals.values().stream().anyMatch(Optional::isPresent);
      return refused ? undo(deploys, refusals) : commit(deploys);
    } finally {
      deploys.values().forEach(NodeDeploy::close);
    }
  }

  private Map<Name, Optional<Failure>> prepare(Map<Name, NodeDeploy> deploys) {
    Map<Name, Outcome<Boolean>> prepared =
        FanOut.all(
            List.copyOf(deploys.keySet()),
            name -> name,
            name -> {
              deploys.get(name).prepare();
              return true;
            });
    Map<Name, Optional<Failure>> refusals = new LinkedHashMap<>();
    prepared.forEach((name, outcome) -> refusals.put(name, outcome.findFailure()));
    return refusals;
  }

  private static List<NodeResult> undo(
      Map<Name, NodeDeploy> deploys, Map<Name, Optional<Failure>> refusals) {
    Name first =
        refusals.entrySet().stream()
            .filter(refusal -> refusal.getValue().isPresent())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    Map<Name, Outcome<NodeResult>> results =
        FanOut.all(
            List.copyOf(deploys.keySet()),
            name -> name,
            name ->
                deploys
                    .get(name)
                    .untouched(
                        refusals
                            .get(name)
                            .orElse(
                                new Failure.Stopped(
                                    "The wave, because " + first + " could not be prepared, it"))));
    return values(results);
  }

  private static List<NodeResult> commit(Map<Name, NodeDeploy> deploys) {
    return values(
        FanOut.all(
            List.copyOf(deploys.keySet()), name -> name, name -> deploys.get(name).finish()));
  }

  private static List<NodeResult> values(Map<Name, Outcome<NodeResult>> outcomes) {
    List<NodeResult> results = new ArrayList<>();
    outcomes.values().forEach(outcome -> outcome.find().ifPresent(results::add));
    return results;
  }
}
