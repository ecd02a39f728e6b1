package pointsman.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `history`: what was deployed when, newest first.
@Command(name = "history", description = "Shows what was deployed when, newest first.")
final class HistoryCommand implements Callable<Integer> {
  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Amounts.Count.class,
      description = "At most so many runs (default 20).")
  int limit = 20;

  private final Services services;
  private final DeployCommands commands;

  HistoryCommand(Services services, Answer answer) {
    this.services = services;
    this.commands = new DeployCommands(services, answer);
  }

  @Override
  public Integer call() throws Exception {
    commands.settle();
    return commands.history(services.history().runs(limit));
  }
}
