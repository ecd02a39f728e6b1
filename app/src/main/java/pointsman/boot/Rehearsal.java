package pointsman.boot;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.lab.LocalLab;
import pointsman.model.FailureException;
import pointsman.port.LabOrder;
import pointsman.port.LabOrder.Engines;
import pointsman.port.RunningLab;

/// Runs commands one after another in one process, so that a start-up cache made from it knows what
/// each of them loads. For the launcher and the packages; no command of an operator.
public final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--help"),
          List.of("nodes"),
          List.of("--json", "services"),
          List.of("pools"),
          List.of("history"),
          List.of("export"),
          List.of("drift"),
          List.of("plan"));

  private static final List<List<String>> ON_NODES =
      List.of(
          List.of("trust", "--all", "--yes"),
          List.of("plan"),
          List.of("deploy", "--yes"),
          List.of("health"),
          List.of("split", "shop-web", "10", "--yes"),
          List.of("traffic"),
          List.of("split", "shop-web", "0", "--yes"),
          List.of("revert", "--yes", "r1"),
          List.of("deploy", "--yes"),
          List.of("drift"));

  private final Path home;

  private Rehearsal(Path home) {
    this.home = home;
  }

  /// Rehearses, and ends the process.
  ///
  /// @param args a home with a fleet in it, and an empty folder with a short name for a lab
  public static void main(String[] args) {
    new Rehearsal(Path.of(args[0])).commands(COMMANDS);
    if (args.length > 1) {
      Path folder = Path.of(args[1]);
      new Rehearsal(folder.resolve("home")).onNodes(folder.resolve("lab"));
    }
    ProcessEnd.systemExit();
    Runtime.getRuntime().halt(0);
  }

  private void commands(List<List<String>> commands) {
    commands.forEach(command -> command(command.toArray(String[]::new)));
  }

  private void command(String... words) {
    String[] line = new String[words.length + 2];
    line[0] = "--home";
    line[1] = home.toString();
    System.arraycopy(words, 0, line, 2, words.length);
    Main.run(line);
  }

  /// Deploys for real to a lab that ends with this process. Where none can run, for want of an sshd
  /// or a load balancer, a first deploy just has more to load.
  private void onNodes(Path dir) {
    LocalLab lab = new LocalLab(Clock.systemUTC());
    for (Engines engines : List.of(Engines.MIXED, Engines.HAPROXY, Engines.NGINX)) {
      try {
        RunningLab running = lab.up(LabOrder.of(dir, 4).with(engines).boundToThisProcess());
        try {
          command("apply", "-f", running.fleetFile().toString());
          commands(ON_NODES);
          return;
        } finally {
          lab.down(dir);
        }
      } catch (FailureException e) {
        LOG.info("no lab of {}: {}", engines, e.failure().summary());
      }
    }
  }
}
