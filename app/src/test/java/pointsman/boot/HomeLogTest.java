package pointsman.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is logged, and where it goes, seen from outside.
final class HomeLogTest {
  @TempDir Path home;

  @Test
  void keepsStackTracesInTheHomeAndOffTheTerminal() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Logging.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    String terminal = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(terminal.lines()).singleElement().asString().contains("ERROR").contains("it broke");
    assertThat(Files.readString(home.resolve("pointsman.log")))
        .contains("it broke")
        .contains("java.lang.IllegalStateException: deep inside\n\tat ");
  }

  @Test
  void keepsOneFormerLogAndNoMore() throws Exception {
    Files.writeString(home.resolve("pointsman.log"), "x".repeat(3 * 1024 * 1024));
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Logging.class.getName(),
            home.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    assertThat(Files.size(home.resolve("pointsman.log"))).isLessThan(100_000);
    assertThat(Files.size(home.resolve("pointsman.log.1"))).isGreaterThan(3_000_000);
  }

  /// A program that logs one error.
  static final class Logging {
    private Logging() {}

    public static void main(String[] args) {
      HomeLog.in(Path.of(args[0]));
      org.slf4j.LoggerFactory.getLogger("pointsman.Test")
          .error("it broke", new IllegalStateException("deep inside"));
    }
  }
}
