package pointsman.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import pointsman.model.plan.DeployPlan;
import pointsman.service.deploy.HistoryService;

/// `revert RELEASE`: back to a release on every node that had it, or, given a run, to what its
/// nodes ran before it.
@Command(name = "revert", description = "Brings a former release back, or undoes a run.")
final class RevertCommand implements Callable<Integer> {
  private static final int LATEST = 500;

  @Parameters(paramLabel = "RELEASE", description = "A release, or a run of 'pointsman history'.")
  String release = "";

  @Mixin ChosenNodes chosen = new ChosenNodes();

  @Mixin CarryOut carryOut = new CarryOut();

  private final Services services;
  private final PrintStream notes;
  private final DeployCommands commands;

  RevertCommand(Services services, Answer answer) {
    this.services = services;
    this.notes = answer.notes();
    this.commands = new DeployCommands(services, answer);
  }

  @Override
  public Integer call() throws Exception {
    carryOut.check();
    commands.settle();
    HistoryService.WayBack back =
        chosen.named().isEmpty() && !chosen.left().isEmpty()
            ? services.history().planRevertWithout(release, chosen.left())
            : services.history().planRevert(release, commands.chosen(chosen));
    DeployPlan plan = back.plan();
    commands.show(plan);
    back.stay().forEach((node, why) -> notes.println(node + " stays as it is: " + why + "."));
    commands.tellWhatElseGoesBack(release, plan, services.history().runs(LATEST));
    int code = carryOut.confirmed(commands, plan, false);
    commands.tellWhatTheInventoryWants();
    return code;
  }
}
