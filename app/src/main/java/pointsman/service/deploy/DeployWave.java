package pointsman.service.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;
import pointsman.service.node.FanOut;

/// One wave: prepare on all of its nodes; if one refuses, none commits; else all commit together.
final class DeployWave {
  private final Function<NodePlan.Change, NodeDeploy> work;
  private final List<NodePlan.Change> changes;

  DeployWave(Function<NodePlan.Change, NodeDeploy> work, List<NodePlan.Change> changes) {
    this.work = work;
    this.changes = changes;
  }

  private record Prepared(NodeDeploy deploy, Optional<Failure> refusal) {}

  List<NodeResult> run() {
    List<NodeDeploy> deploys = changes.stream().map(work).toList();
    try {
      List<Prepared> prepared = prepare(deploys);
      Optional<Prepared> refused =
          prepared.stream().filter(each -> each.refusal().isPresent()).findFirst();
      return refused.isPresent() ? undo(prepared, refused.get().deploy().name()) : commit(deploys);
    } finally {
      deploys.forEach(NodeDeploy::close);
    }
  }

  private static List<Prepared> prepare(List<NodeDeploy> deploys) {
    List<Prepared> prepared = new ArrayList<>();
    List<Outcome<Boolean>> outcomes =
        List.copyOf(
            FanOut.all(
                    deploys,
                    NodeDeploy::name,
                    deploy -> {
                      deploy.prepare();
                      return true;
                    })
                .values());
    for (int i = 0; i < deploys.size(); i++) {
      prepared.add(new Prepared(deploys.get(i), outcomes.get(i).findFailure()));
    }
    return prepared;
  }

  private static List<NodeResult> undo(List<Prepared> prepared, Name first) {
    Failure other = new Failure.Stopped("Its wave, in which " + first + " could not be prepared,");
    return values(
        FanOut.all(
            prepared,
            each -> each.deploy().name(),
            each -> each.deploy().untouched(each.refusal().orElse(other))));
  }

  private static List<NodeResult> commit(List<NodeDeploy> deploys) {
    return values(FanOut.all(deploys, NodeDeploy::name, NodeDeploy::finish));
  }

  /// A node whose work broke off is unknown: its dead-man goes back unless it was confirmed.
  private static List<NodeResult> values(Map<Name, Outcome<NodeResult>> outcomes) {
    List<NodeResult> results = new ArrayList<>();
    outcomes.forEach((node, outcome) ->
        results.add(
            switch (outcome) {
              case Outcome.Ok<NodeResult> ok -> ok.value();
              case Outcome.Failed<NodeResult> failed ->
                  NodeResult.unknown(node, failed.failure(), List.of("its work broke off"));
            }));
    return results;
  }
}
