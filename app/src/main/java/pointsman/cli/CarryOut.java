package pointsman.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Option;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.plan.DeployPlan;
import pointsman.service.DeployOptions;

/// The options of commands that carry a plan out.
final class CarryOut {
  @Option(names = "--yes", description = "Does not ask.")
  boolean yes;

  @Option(
      names = "--wave",
      paramLabel = "25%",
      description = "Share of the nodes in a wave (default 100%%).")
  String wave = "100%";

  int confirmed(DeployCommands commands, DeployPlan plan, boolean takeOver)
      throws FailureException {
    DeployOptions options = new DeployOptions(percent(), takeOver);
    if (!plan.changes().isEmpty() && plan.blocked().isEmpty() && !yes && !asked(plan)) {
      throw new FailureException(
          new Failure.Refused(
              "confirmation",
              "the plan was not confirmed.",
              "Nothing was changed. Say --yes, or answer 'yes'."));
    }
    return commands.carryOut(plan, options);
  }

  private int percent() throws FailureException {
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

  private static boolean asked(DeployPlan plan) {
    if (System.console() == null) {
      return false;
    }
    System.err.print("Deploy to " + plan.changes().size() + " nodes? Type yes: ");
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("yes");
    } catch (IOException e) {
      return false;
    }
  }
}
