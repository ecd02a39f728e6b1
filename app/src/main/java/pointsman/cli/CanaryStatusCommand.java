package pointsman.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.RolloutSight;
import pointsman.port.TrafficStore;
import pointsman.service.rollout.RolloutWords;

/// `canary status POOL`: where a rollout is, who drives it, and every step of it.
@Command(name = "status", description = "Where a pool's rollout is, and how it came there.")
final class CanaryStatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "POOL", converter = Amounts.PoolName.class, description = "The pool.")
  Name pool = new Name("pool");

  private final Services services;
  private final Answer answer;

  CanaryStatusCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    services.rollouts().look();
    Optional<RolloutSight> sight = services.rollouts().sight(pool);
    List<TrafficStore.Line> history = services.rollouts().history(pool);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pool", pool);
    document.put("rollout", sight);
    document.put("words", sight.map(each -> RolloutWords.of(each.rollout())));
    document.put("history", history);
    answer.document(document);
    PrintStream out = answer.text();
    if (sight.isEmpty()) {
      out.println("Pool " + pool + " never had a rollout.");
      return Complaint.DONE;
    }
    RolloutSight seen = sight.get();
    out.println(RolloutWords.of(seen.rollout()));
    if (!seen.rollout().over()) {
      out.println("driven by " + seen.owner().orElse("nobody: 'canary follow' goes on with it"));
      seen.next().ifPresent(next -> out.println("next by itself at " + next));
    }
    history.forEach(line -> out.println("  " + line.at() + "  " + line.who() + ": " + line.what()));
    return Complaint.DONE;
  }
}
