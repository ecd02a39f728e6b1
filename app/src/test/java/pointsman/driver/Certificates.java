package pointsman.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Certificates of their own, with their keys, as both engines read them.
public final class Certificates {
  private Certificates() {}

  /// Writes one, with its key, into one file, and the key into another beside it (`.key`).
  public static void write(Path pem) throws Exception {
    Path key = Path.of(pem + ".key");
    Process openssl =
        new ProcessBuilder(
                ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
                        + " -days 2 -subj /CN=shop -keyout %s -out %s")
                    .formatted(key, pem)
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
    Files.writeString(pem, Files.readString(key), StandardOpenOption.APPEND);
  }
}
