package pointsman.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;

/// `rollback POOL`: all users back, at any time, without a question.
@Command(
    name = "rollback",
    description = "Brings all users of a pool back to the lane that was live before its rollout.")
final class RollbackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "POOL", converter = Amounts.PoolName.class, description = "The pool.")
  Name pool = new Name("pool");

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
    services.rollouts().rollback(which);
    int code =
        new RolloutFollow(services.rollouts(), answer, Clock.systemUTC(), which)
            .to(RolloutFollow.Goal.BACK, 0);
    services
        .capacity()
        .warnOfLive(services.inventory().load(), which)
        .ifPresent(warning -> answer.notes().println("Beware: " + warning));
    return code;
  }
}
