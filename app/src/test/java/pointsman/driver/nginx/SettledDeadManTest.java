package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dead-man whose way back takes so long that whoever settles the commit does it without him.
final class SettledDeadManTest {
  private static final String RELEASE = "20261126T173500Z-aaaaaaaa";
  private static final String FORMER = "20261126T173400Z-bbbbbbbb";

  @TempDir private Path folder;

  @Test
  void leavesNoRecordOfWhatIsSettled() throws Exception {
    Path root = folder.resolve("etc");
    Path state = folder.resolve("var");
    Path record = Files.createDirectories(state.resolve("deadman"));
    Files.createDirectories(root.resolve("releases").resolve(RELEASE));
    Files.createDirectories(root.resolve("releases").resolve(FORMER));
    Files.createSymbolicLink(root.resolve("current"), Path.of("releases", RELEASE));
    Files.writeString(
        record.resolve("pending"),
        "release %s\nprevious %s\narmed 1\ndeadline 2\n".formatted(RELEASE, FORMER));
    // Who reads it waits until somebody writes: so long takes its reload.
    Path pid = folder.resolve("pid");
    assertThat(new ProcessBuilder("mkfifo", pid.toString()).start().waitFor()).isZero();
    Process deadMan =
        new ProcessBuilder(
                "sh",
                "-c",
                Files.readString(Path.of("../installer/node/pointsman-node")),
                "pointsman-node",
                "--dead-man",
                "nginx",
                root.toString(),
                state.toString(),
                "/bin/sh",
                pid.toString(),
                "0",
                RELEASE,
                FORMER)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> root.resolve("current").toRealPath().endsWith(FORMER));
      Files.delete(record.resolve("firing"));
      Files.writeString(pid, "0\n");
      assertThat(deadMan.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      deadMan.destroyForcibly();
    }
    assertThat(record.resolve("fired")).doesNotExist();
    assertThat(record.resolve("firing")).doesNotExist();
  }
}
