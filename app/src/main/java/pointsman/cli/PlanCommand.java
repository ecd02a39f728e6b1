package pointsman.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import pointsman.model.plan.DeployPlan;
import pointsman.service.deploy.PlanRequest;

/// `plan [SERVICE…] [--node N…]`: what would happen on which node. Changes nothing.
@Command(
    name = "plan",
    description = "Shows what would change on which node; exit 2 when something would.")
final class PlanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SERVICE", description = "Only these services; others stay as deployed.")
  List<String> services = List.of();

  @Mixin ChosenNodes chosen = new ChosenNodes();

  private final Answer answer;
  private final DeployCommands commands;

  PlanCommand(Services services, Answer answer) {
    this.answer = answer;
    this.commands = new DeployCommands(services, answer);
  }

  @Override
  public Integer call() throws Exception {
    PlanRequest request =
        new PlanRequest(DeployCommands.names("SERVICE", services), commands.chosen(chosen));
    DeployPlan plan = commands.plan(request);
    answer.document(plan);
    int differences = plan.changes().isEmpty() ? Complaint.DONE : Complaint.DIFFERENCES;
    return DeployCommands.blocked(plan).orElse(differences);
  }
}
