package pointsman.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.shift.SplitOrder;

/// `rollback POOL`: all users back, at any time, without a question.
@Command(
    name = "rollback",
    description = "Brings all users of a pool back to the lane that was live before its rollout.")
final class RollbackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "POOL", converter = Amounts.PoolName.class, description = "The pool.")
  Name pool = new Name("pool");

  @Option(names = "--yes", description = "Nothing is asked: the way back is always open.")
  boolean yes;

  private final Services services;
  private final Answer answer;

  RollbackCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    return back(pool);
  }

  int back(Name which) throws FailureException {
    boolean begun =
        services.rollouts().sight(which).filter(sight -> !sight.rollout().over()).isPresent();
    boolean byHand = !begun && services.traffic().commanded(which).isAway();
    return byHand ? unsplit(which) : end(which);
  }

  /// A split that was made by hand.
  private int unsplit(Name which) throws FailureException {
    ShiftResult result =
        services.traffic().split(SplitOrder.candidate(which, Share.NONE), Consent.none());
    int code = ShiftText.code(result);
    ShiftText.of(services.inventory().load().findPool(which))
        .lines(result, Share.NONE.percent())
        .forEach(answer.text()::println);
    answer.document(Map.of("exit", code, "shift", result));
    return code;
  }

  private int end(Name which) throws FailureException {
    services.rollouts().rollback(which);
    int code =
        new RolloutFollow(services, answer, Clock.systemUTC(), which)
            .to(RolloutFollow.Goal.BACK, 0);
    services
        .capacity()
        .warnOfLive(services.inventory().load(), which, behind(which))
        .ifPresent(warning -> answer.notes().println("Beware: " + warning));
    services
        .traffic()
        .others(which, stayed(which))
        .forEach(each -> answer.notes().println("Not ours any more: " + each));
    return code;
  }

  /// The nodes that were seen as before the last shift: those that are silent are not asked again.
  private Set<Name> stayed(Name which) throws FailureException {
    return services.traffic().shifts(which, 1).stream()
        .flatMap(shift -> shift.nodes().stream())
        .filter(node -> node.end() == NodeShifted.End.UNTOUCHED)
        .map(TrafficStore.ShiftNode::node)
        .collect(Collectors.toSet());
  }

  private List<Name> behind(Name which) throws FailureException {
    return services
        .rollouts()
        .sight(which)
        .map(sight -> sight.rollout().state())
        .filter(RolloutState.Parted.class::isInstance)
        .map(state -> ((RolloutState.Parted) state).behind())
        .orElse(List.of());
  }
}
