package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The demo without a display, as a user starts it: a process of its own, on real nodes.
final class DemoStoryTest {
  private static final Optional<String> NO_DISPLAY = Optional.empty();

  @Test
  void playsTheWholeStoryAlsoWhereAnEarlierOneWasKilledAndLeavesNothing() throws Exception {
    try (DemoChild demo = new DemoChild()) {
      Process killed = demo.start(NO_DISPLAY, Main.class, "demo");
      demo.awaitLine(killed, "every node gets its first release");
      DemoChild.signal("KILL", killed.pid());
      assertThat(demo.exit(killed)).isNotZero();
      demo.assertNothingLeft();

      // The inventory of a lab that was elsewhere is in nobody's way.
      Path elsewhere = demo.home().resolve("elsewhere");
      assertThat(
              demo.exit(
                  demo.start(NO_DISPLAY, Main.class, "lab", "up", "--dir", elsewhere.toString())))
          .isZero();
      String fleet = elsewhere.resolve("fleet.yaml").toString();
      assertThat(demo.exit(demo.start(NO_DISPLAY, Main.class, "apply", "-f", fleet))).isZero();
      assertThat(
              demo.exit(
                  demo.start(NO_DISPLAY, Main.class, "lab", "down", "--dir", elsewhere.toString())))
          .isZero();

      Process process = demo.start(NO_DISPLAY, Main.class, "demo");
      assertThat(demo.exit(process)).as("%s", demo.said()).isZero();
      assertThat(demo.said()).last().asString().isEqualTo("All of it was seen to work.");
      assertThat(demo.said())
          .anyMatch(line -> line.matches("  edge-4: [1-9]\\d* requests, 0 failed"));
      demo.assertNothingLeft();
    }
  }

  @Test
  void touchesNoInventoryOfRealNodes() throws Exception {
    try (DemoChild demo = new DemoChild()) {
      Path file = Files.createDirectories(demo.home()).resolve("real.yaml");
      Files.writeString(
          file,
          """
          pointsman: 1
          environment: production
          nodes:
            - {name: web-1, address: 192.0.2.1, user: ops, engine: haproxy}
          """);
      assertThat(demo.exit(demo.start(NO_DISPLAY, Main.class, "apply", "-f", file.toString())))
          .as("%s", demo.said())
          .isZero();
      assertThat(demo.exit(demo.start(NO_DISPLAY, Main.class, "demo")))
          .as("%s", demo.said())
          .isEqualTo(4);
      assertThat(demo.said())
          .anyMatch(line -> line.contains("nodes that are not the demo's: web-1"));
      assertThat(demo.lab()).doesNotExist();
      assertThat(demo.exit(demo.start(NO_DISPLAY, Main.class, "export"))).isZero();
      assertThat(demo.said())
          .contains("environment: production")
          .noneMatch(line -> line.contains("edge-1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"every node gets its first release", "requests begin to flow"})
  void namesTheNodeWhoseLoadBalancerIsKilledMidwayAndFails(String moment) throws Exception {
    try (DemoChild demo = new DemoChild()) {
      Process process = demo.start(NO_DISPLAY, Main.class, "demo");
      demo.awaitLine(process, moment);
      Path pid = demo.lab().resolve("n/edge-1/run/haproxy.pid");
      DemoChild.signal("KILL", Long.parseLong(Files.readString(pid).strip()));
      assertThat(demo.exit(process)).as("%s", demo.said()).isNotZero();
      assertThat(demo.said().getLast() + demo.said().get(demo.said().size() - 2))
          .contains("edge-1");
      assertThat(demo.said()).noneMatch(line -> line.startsWith("All of it was seen"));
      demo.assertNothingLeft();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void leavesNothingWhenItIsEndedBy(String signal) throws Exception {
    try (DemoChild demo = new DemoChild()) {
      Process process = demo.start(NO_DISPLAY, Main.class, "demo");
      demo.awaitLine(process, "requests begin to flow");
      DemoChild.signal(signal, process.pid());
      assertThat(demo.exit(process)).isNotZero();
      demo.assertNothingLeft();
    }
  }

  @Test
  void aMasterThatIsKilledWhileItsWorkersServeOnIsNoSuccess() throws Exception {
    try (DemoChild demo = new DemoChild()) {
      Process process = demo.start(NO_DISPLAY, Main.class, "demo");
      demo.awaitLine(process, "back on every node in");
      Path pid = demo.lab().resolve("n/edge-2/run/nginx.pid");
      DemoChild.signal("KILL", Long.parseLong(Files.readString(pid).strip()));

      assertThat(demo.exit(process)).as("%s", demo.said()).isEqualTo(3);
      assertThat(demo.said()).last().asString().contains("no nginx runs on edge-2");
      demo.assertNothingLeft();
    }
  }
}
