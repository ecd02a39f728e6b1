package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import pointsman.model.FailureException;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;

/// A lab that an ordinary user started, in a process of that user; ends with it.
public final class OrdinaryUsersLab implements AutoCloseable {
  private static final String UP = "up";

  private final OrdinaryUser user;
  private final Process process;
  private final RunningLab lab;

  private OrdinaryUsersLab(OrdinaryUser user, Process process, RunningLab lab) {
    this.user = user;
    this.process = process;
    this.lab = lab;
  }

  /// Starts two nodes, one of each engine.
  ///
  /// @param folder for the lab and the classes that are lent
  public static OrdinaryUsersLab up(Path folder) throws Exception {
    OrdinaryUser user = OrdinaryUser.make();
    Path classes = user.lend(folder.resolve("classes"), OrdinaryUsersLab.class);
    Path dir = Files.createDirectory(folder.resolve("lab"));
    user.give(dir);
    Process process =
        new ProcessBuilder(user.java(classes, Program.class, dir))
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).isEqualTo(UP);
    return new OrdinaryUsersLab(
        user, process, new LocalLab(Clock.systemUTC()).find(dir).orElseThrow());
  }

  /// The lab.
  public RunningLab lab() {
    return lab;
  }

  /// Who its nodes are signed in to as.
  public String user() {
    return user.name();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    process.destroyForcibly();
    user.close();
    assertThat(ended).as("the user's lab ended").isTrue();
  }

  /// What the user runs: up until its input ends.
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws FailureException, IOException {
      Path dir = Path.of(arguments[0]);
      LocalLab lab = new LocalLab(Clock.systemUTC());
      try {
        lab.up(LabOrder.of(dir, 2).boundToThisProcess());
        System.out.println(UP);
        System.in.readAllBytes();
      } finally {
        lab.down(dir);
      }
    }
  }
}
