package pointsman.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A desk that falls silent in the midst of a file. The script as a process beside us, since the
/// program sends frames whole. The silence itself takes 20 s.
class SilentDataTest {
  private static final String RELEASE = "20261125T200831Z-664be294";

  @TempDir Path folder;

  @Test
  void dataThatStaysAwayIsNotWaitedForForEver() throws Exception {
    Path answers = folder.resolve("answers");
    Process script =
        new ProcessBuilder("sh", "-c", shipped(), "pointsman-node")
            .redirectOutput(answers.toFile())
            .start();
    try (OutputStream to = script.getOutputStream()) {
      String setup =
          "engine haproxy\nroot %s\nstate %s\nbinary /bin/sh\npid %s\n"
              .formatted(folder.resolve("etc"), folder.resolve("var"), folder.resolve("pid"));
      send(to, frame("SETUP", setup), frame("LOCK", "owner test\n"));
      send(to, frame("PREPARE", "release " + RELEASE + "\nagainst \n"));
      send(to, frame("PACK", "size 9\nmark |\nrelease 8 0 haproxy.cfg\n"));
      send(to, frame("DATA", "global\n |").substring(0, 64 + 3));

      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertThat(answers).content().contains("\nNO PACK 30 damaged\n"));
    } finally {
      script.destroy();
    }
  }

  private static String shipped() throws Exception {
    try (InputStream in = SilentDataTest.class.getResourceAsStream("/node/pointsman-node")) {
      return new String(in.readAllBytes(), US_ASCII);
    }
  }

  private static String frame(String verb, String body) {
    return "%-63s%n%s".formatted(verb + " " + body.length(), body);
  }

  private static void send(OutputStream to, String... frames) throws Exception {
    for (String frame : frames) {
      to.write(frame.getBytes(US_ASCII));
    }
    to.flush();
  }
}
