package pointsman.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pointsman.model.plan.DeployPlan;
import pointsman.service.deploy.PlanRequest;

/// `deploy [SERVICE…]`: plans, and carries the plan out once it is confirmed.
@Command(name = "deploy", description = "Deploys in two phases, verified, reverting.")
final class DeployCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SERVICE", description = "Only these services; others stay as deployed.")
  List<String> services = List.of();

  @Mixin ChosenNodes chosen = new ChosenNodes();

  @Option(names = "--take-over", description = "Overwrites nodes that someone else configured.")
  boolean takeOver;

  @Mixin CarryOut carryOut = new CarryOut();

  private final DeployCommands commands;

  DeployCommand(Services services, Answer answer) {
    this.commands = new DeployCommands(services, answer);
  }

  @Override
  public Integer call() throws Exception {
    carryOut.check();
    PlanRequest request =
        new PlanRequest(DeployCommands.names("SERVICE", services), commands.chosen(chosen));
    DeployPlan plan = commands.plan(request);
    return carryOut.confirmed(commands, plan, takeOver);
  }
}
