package pointsman.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pointsman.model.fleet.Name;
import pointsman.service.deploy.DriftService;

/// `drift`: settles what was left behind, then holds every node against its release and the
/// inventory.
@Command(
    name = "drift",
    description = "Holds nodes against the inventory; exit 2 when they differ.")
final class DriftCommand implements Callable<Integer> {
  @Option(names = "--node", paramLabel = "N", split = ",", description = "Only these nodes.")
  List<String> nodes = List.of();

  private final Services services;
  private final Answer answer;
  private final DeployCommands commands;

  DriftCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
    this.commands = new DeployCommands(services, answer);
  }

  @Override
  public Integer call() throws Exception {
    commands.settle();
    Set<Name> names = DeployCommands.names("--node", nodes);
    for (DriftService.Settled each : services.drift().settle(names)) {
      if (each.failure().isEmpty()) {
        answer.notes().println(each.node() + ": found " + each.found() + "; " + each.settled());
      }
    }
    return commands.drift(services.drift().drift(names));
  }
}
