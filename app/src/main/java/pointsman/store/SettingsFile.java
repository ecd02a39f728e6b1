package pointsman.store;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// What an operator set for a home: `settings.properties` in it. Written whole, by temporary file
/// and rename. Safe for all threads.
public final class SettingsFile {
  private final Path file;

  /// @param home the home's folder
  public SettingsFile(Path home) {
    this.file = home.resolve("settings.properties");
  }

  /// Every setting; empty when there is no file yet.
  public Map<String, String> load() throws FailureException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw failure(e);
      }
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  /// Keeps these settings in place of all others.
  public synchronized void save(Map<String, String> settings) throws FailureException {
    Properties properties = new Properties();
    properties.putAll(settings);
    try {
      Files.createDirectories(file.getParent());
      Path next = Files.createTempFile(file.getParent(), "settings", ".new");
      try (Writer writer = Files.newBufferedWriter(next, StandardCharsets.UTF_8)) {
        properties.store(writer, "Pointsman");
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private FailureException failure(Exception e) {
    return new FailureException(
        new Failure.LocalFile(
            file.toString(),
            String.valueOf(e.getMessage()),
            "Mend or remove the file; settings then begin with their defaults."),
        e);
  }
}
