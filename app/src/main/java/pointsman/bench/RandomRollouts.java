package pointsman.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import pointsman.model.FailureException;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;

/// A program that drives a canary, killed or frozen at uniformly random moments on a real lab.
/// After each the next program takes over or settles what the nodes did by themselves; users must
/// end where it says, on every node, and no user may be back on the old lane after a promotion.
public final class RandomRollouts {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String POOL = "shop-web";
  private static final int USERS = 20;

  /// What came of it.
  ///
  /// @param promoted how many ended on the candidate
  /// @param home how many ended on the former lane
  /// @param held how many were refused a stage and said so
  /// @param longestMillis a whole canary without a fault
  /// @param wrong what was not as it must be
  public record Report(int promoted, int home, int held, long longestMillis, List<String> wrong) {
    /// Copies.
    public Report {
      wrong = List.copyOf(wrong);
    }
  }

  private final BenchDesk desk;
  private final SplittableRandom chance;
  private final Consumer<String> tell;
  private final int frozen;
  private final List<String> wrong = new ArrayList<>();
  private int promoted;
  private int home;
  private int stayed;

  /// @param seed what the moments are drawn from
  /// @param frozen every so many-th moment freezes for longer than the lease; 0: none
  /// @param tell gets a line a moment
  public RandomRollouts(BenchDesk desk, long seed, int frozen, Consumer<String> tell) {
    this.desk = desk;
    this.chance = new SplittableRandom(seed);
    this.frozen = frozen;
    this.tell = tell;
  }

  private record Place(RunningLab lab, Program program, Path home) {}

  /// Kills so many programs.
  ///
  /// @param dir an empty folder for the lab, the home and the log
  public Report run(Path dir, int count)
      throws FailureException, IOException, InterruptedException {
    Files.createDirectories(dir);
    RunningLab lab = desk.lab().up(LabOrder.of(dir.resolve("lab"), 2).boundToThisProcess());
    Place place =
        new Place(lab, new Program(desk.self(), dir.resolve("program.log")), dir.resolve("home"));
    Process load =
        new Program(desk.self(), dir.resolve("load.log"))
            .start(
                dir.resolve("home"),
                "lab",
                "traffic",
                "--dir",
                dir.resolve("lab").toString(),
                "--rps",
                "30",
                "--duration",
                "7d");
    try {
      require(place, "apply", "-f", lab.fleetFile().toString());
      require(place, "trust", "--all", "--yes");
      require(place, "deploy", "--yes");
      long began = System.nanoTime();
      require(place, start());
      long length = (System.nanoTime() - began) / 1_000_000;
      require(place, "rollback", POOL);
      for (int i = 1; i <= count; i++) {
        moment(place, i, chance.nextLong(length + 1));
      }
      return new Report(promoted, home, stayed, length, wrong);
    } finally {
      load.destroy();
      desk.lab().down(dir.resolve("lab"));
    }
  }

  private static String[] start() {
    return new String[] {
      "canary",
      "start",
      POOL,
      "--stages",
      "20,60,100",
      "--bake",
      "1s",
      "--min-requests",
      "2",
      "--lease",
      "30s",
      "--keep",
      "1h"
    };
  }

  private static void require(Place place, String... arguments)
      throws IOException, InterruptedException {
    place.program().require(place.home(), PATIENCE, arguments);
  }

  private void moment(Place place, int number, long after)
      throws IOException, InterruptedException {
    boolean freeze = frozen > 0 && number % frozen == 0;
    boolean back = chance.nextInt(4) == 0;
    Process process = place.program().start(place.home(), start());
    Thread.sleep(after);
    Program.signal(process, freeze ? "STOP" : "KILL");
    if (freeze) {
      Thread.sleep(Duration.ofSeconds(40));
      Program.signal(process, "CONT");
    }
    place.program().await(process, PATIENCE);
    Program.Ended next =
        back
            ? place.program().run(place.home(), PATIENCE, "rollback", POOL)
            : place.program().run(place.home(), PATIENCE, "canary", "follow", POOL);
    String name =
        number
            + (freeze ? " (frozen" : " (killed")
            + " after "
            + after
            + " ms"
            + (back ? ", then rollback)" : ", then follow)");
    judge(place, name, next);
    settle(place, name);
  }

  /// What the status says and what users get must be the same.
  private void judge(Place place, String name, Program.Ended next)
      throws IOException, InterruptedException {
    place.program().run(place.home(), PATIENCE, "canary", "status", POOL);
    String said = place.program().began();
    boolean green = said.contains("green is live");
    // A stage that was refused, such as for want of servers, is held: with exit 3, users on both.
    boolean held = said.startsWith("held at ") && next.code() == 3;
    if (green) {
      promoted++;
    } else if (held) {
      stayed++;
    } else {
      home++;
    }
    TreeSet<String> seen = new TreeSet<>();
    for (LabNode node : place.lab().nodes()) {
      for (int user = 0; user < USERS; user++) {
        seen.add(lane(node, user));
      }
    }
    List<String> right = held ? List.of("blue", "green") : List.of(green ? "green" : "blue");
    if (!seen.equals(new TreeSet<>(right))) {
      wrong.add(name + ": the state is '" + said + "', but users are on " + seen);
    }
    tell.accept(name + ": exit " + next.code() + ", users on " + seen);
  }

  /// All users home for the next one.
  private void settle(Place place, String name) throws IOException, InterruptedException {
    Program.Ended back = place.program().run(place.home(), PATIENCE, "rollback", POOL);
    boolean none = back.code() == 4;
    if (back.code() != 0 && !none) {
      wrong.add(name + ": the way back ended with " + back.code() + ": " + back.said());
    }
    for (LabNode node : place.lab().nodes()) {
      String lane = lane(node, 0);
      if (!lane.equals("blue")) {
        wrong.add(name + ": after the way back " + node.name() + " serves " + lane);
      }
      if (Files.exists(node.state().resolve("leases").resolve(POOL))) {
        wrong.add(name + ": a lease is left on " + node.name());
      }
    }
  }

  private static String lane(LabNode node, int user) throws InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://" + node.address() + ":8080/"))
                  .header("Cookie", "uid=u" + user)
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("X-Lane")
          .orElse("none");
    } catch (IOException e) {
      return "nothing: " + e.getMessage();
    }
  }
}
