package pointsman.cli;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.plan.DeployPlan;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;

/// The options of commands that carry a plan out.
final class CarryOut {
  @Mixin Consenting consenting = new Consenting();

  @Option(
      names = "--wave",
      paramLabel = "25%",
      description =
          "Share of the nodes in a wave (default 25%% in production and staging, else 100%%).")
  Optional<String> wave = Optional.empty();

  @Option(names = "--verbose", description = "A line for each step of each node, and its end.")
  boolean verbose;

  /// Refuses a share that is none, before anything is asked of a node.
  void check() throws FailureException {
    if (wave.isPresent()) {
      percent(wave.get());
    }
  }

  int confirmed(DeployCommands commands, DeployPlan plan, boolean takeOver)
      throws FailureException {
    Environment environment = commands.environment();
    int percent = wave.isPresent() ? percent(wave.get()) : Guards.usualWavePercent(environment);
    boolean toDo = !plan.changes().isEmpty() && plan.blocked().isEmpty();
    Consent consent =
        toDo
            ? consenting.saidOrAsked(
                environment, "Deploy to " + plan.changes().size() + " nodes, as planned")
            : consenting.said();
    return commands.carryOut(plan, new DeployOptions(percent, takeOver, consent), verbose);
  }

  private static int percent(String wave) throws FailureException {
    String digits = wave.endsWith("%") ? wave.substring(0, wave.length() - 1) : wave;
    if (digits.matches("[0-9]{1,3}")) {
      int percent = Integer.parseInt(digits);
      if (percent >= 1 && percent <= 100) {
        return percent;
      }
    }
    throw new FailureException(
        new Failure.BadInput("command line", 0, "--wave", "not a share", "1% to 100%"));
  }
}
