package pointsman.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import pointsman.model.plan.DeployPlan;

/// `revert RELEASE`: back to a release on every node that had it, or, given a run, to what its
/// nodes ran before it.
@Command(name = "revert", description = "Brings a former release back, or undoes a run.")
final class RevertCommand implements Callable<Integer> {
  private static final int LATEST = 500;

  @Parameters(paramLabel = "RELEASE", description = "A release, or a run of 'pointsman history'.")
  String release = "";

  @Mixin CarryOut carryOut = new CarryOut();

  private final Services services;
  private final DeployCommands commands;

  RevertCommand(Services services, Answer answer) {
    this.services = services;
    this.commands = new DeployCommands(services, answer);
  }

  @Override
  public Integer call() throws Exception {
    carryOut.check();
    commands.settle();
    DeployPlan plan = services.history().planRevert(release);
    commands.show(plan);
    commands.tellWhatElseGoesBack(release, plan, services.history().runs(LATEST));
    int code = carryOut.confirmed(commands, plan, false);
    commands.tellWhatTheInventoryWants();
    return code;
  }
}
