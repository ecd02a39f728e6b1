package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The demo in its window, on an X server of its own (Xvfb).
final class WindowDemoTest {
  private static final String POPULATED = "6 of 6 up";

  private static Optional<Process> server = Optional.empty();
  private static Optional<String> display = Optional.empty();

  @BeforeAll
  static void openADisplay() throws Exception {
    // It takes a free number by itself and tells it.
    Process process =
        new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1500x1000x24")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    server = Optional.of(process);
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    display = Optional.of(":" + reader.readLine());
  }

  @AfterAll
  static void closeTheDisplay() throws InterruptedException {
    if (server.isPresent()) {
      server.get().destroy();
      server.get().waitFor();
    }
  }

  private static Process open(DemoChild demo) throws Exception {
    Process process = demo.start(display, WatchedWindow.class, "demo");
    demo.awaitLine(process, POPULATED);
    return process;
  }

  private static void close(Process process) throws Exception {
    try (OutputStream in = process.getOutputStream()) {
      in.write("close\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void comesUpWithTheFleetAndEndsWholeWhenItsWindowIsClosed() throws Exception {
    try (DemoChild demo = new DemoChild();
        DemoChild other = new DemoChild()) {
      Process process = open(demo);
      assertThat(demo.said())
          .contains("sees edge-1", "sees edge-6")
          .anyMatch(line -> line.contains("HAProxy"));
      Process second = open(other);

      close(process);
      assertThat(demo.exit(process)).as("%s", demo.said()).isZero();
      demo.assertNothingLeft();

      assertThat(second.isAlive()).as("another home's demo is not touched").isTrue();
      close(second);
      assertThat(other.exit(second)).as("%s", other.said()).isZero();
      other.assertNothingLeft();
    }
  }

  @Test
  void leavesNothingWhenItIsEndedBySigterm() throws Exception {
    try (DemoChild demo = new DemoChild()) {
      Process process = open(demo);
      DemoChild.signal("TERM", process.pid());
      assertThat(demo.exit(process)).isNotZero();
      demo.assertNothingLeft();
    }
  }

  @Test
  void saysInWordsThatADisplayCannotBeOpened() throws Exception {
    try (DemoChild demo = new DemoChild()) {
      Process process = demo.start(Optional.of(":65000"), Main.class, "gui");
      assertThat(demo.exit(process)).isEqualTo(3);
      assertThat(demo.said())
          .anyMatch(line -> line.contains("display :65000"))
          .noneMatch(line -> line.contains("Exception"));
      demo.assertNothingLeft();
    }
  }
}
