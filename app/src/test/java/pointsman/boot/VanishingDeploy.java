package pointsman.boot;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.Phase;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.PlanRequest;

/// A program of its own that deploys and, at a step, is killed or freezes: the operator's computer
/// crashes, or its lid closes. Arguments: home, phase, `kill` or `freeze`, nodes.
final class VanishingDeploy {
  private VanishingDeploy() {}

  public static void main(String[] args) throws Exception {
    Phase phase = Phase.valueOf(args[1]);
    Set<Name> nodes = Arrays.stream(args).skip(3).map(Name::new).collect(Collectors.toSet());
    String signal = args[2].equals("kill") ? "KILL" : "STOP";
    Wiring wiring =
        new Wiring(
            Path.of(args[0]),
            Rig.LIMITS,
            journal ->
                new StepJournal(
                    journal,
                    (_, at) -> {
                      if (at == phase) {
                        signalMyself(signal);
                      }
                    }));
    DeployResult result =
        wiring
            .deploys()
            .start(
                wiring.deploys().plan(new PlanRequest(Set.of(), nodes)), DeployOptions.allAtOnce())
            .await();
    wiring.close();
    Runtime.getRuntime().halt(result.done() ? 0 : result.asBefore() ? 1 : 3);
  }

  private static void signalMyself(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
