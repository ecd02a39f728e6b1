package pointsman.service.inventory;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.value.Printable;

/// Reads a fleet file from the disk, for commands and screens; says what is wrong with a file that
/// cannot be one.
public final class FleetFileText {
  private static final long LARGEST = 8L * 1024 * 1024;

  private FleetFileText() {}

  /// The text of a fleet file. Blocking.
  ///
  /// @throws FailureException when it is no readable text of at most 8 MB
  public static String of(Path file) throws FailureException {
    try {
      if (Files.isDirectory(file)) {
        throw unreadable(file, "this is a folder", "a fleet file", Optional.empty());
      }
      if (Files.size(file) > LARGEST) {
        throw unreadable(file, "the file has more than 8 MB", "a fleet file", Optional.empty());
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", "a fleet file", Optional.of(e));
    } catch (CharacterCodingException e) {
      throw unreadable(file, "the file is not UTF-8", "UTF-8 text", Optional.of(e));
    } catch (IOException e) {
      throw unreadable(
          file, "the file cannot be read: " + e.getMessage(), "a readable file", Optional.of(e));
    }
  }

  private static FailureException unreadable(
      Path file, String problem, String expected, Optional<IOException> cause) {
    Failure failure =
        new Failure.BadInput(
            Printable.line(file.toString()), 0, "", Printable.line(problem), expected);
    return cause
        .map(each -> new FailureException(failure, each))
        .orElseGet(() -> new FailureException(failure));
  }
}
