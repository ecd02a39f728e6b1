package pointsman.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Folders of cases below `src/test/resources`: each holds what goes in and what is expected to
/// come out. A new folder is a new case. Run with `GOLDEN=write` in the environment to write what
/// comes out as what is expected; then read the difference before it is committed.
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources");

  private Golden() {}

  /// The case folders below a folder, by name.
  public static Stream<Path> cases(String below) throws IOException {
    try (Stream<Path> folders = Files.list(ROOT.resolve(below))) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  /// Compares a text with a file of the case, or writes it when told.
  public static void check(Path expected, String text) throws IOException {
    if ("write".equals(System.getenv("GOLDEN"))) {
      Files.writeString(expected, text);
    }
    assertThat(expected).as("run once with GOLDEN=write in the environment").exists();
    assertThat(text).as(expected.toString()).isEqualTo(Files.readString(expected, UTF_8));
  }
}
