package pointsman.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite's native part. Left to itself the driver unpacks it into the temporary folder at every
/// start, and leaves it there when the program ends abruptly; so it is unpacked once into the home.
final class NativeLibrary {
  private static final String PATH = "org.sqlite.lib.path";

  private NativeLibrary() {}

  /// Has the driver load the home's copy, made when missing. What goes wrong is left to the driver,
  /// which then unpacks its own.
  static void offer(Path home) {
    if (System.getProperty(PATH) != null) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    Path library = home.resolve("native").resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
    try {
      if (!Files.isRegularFile(library.resolve(name))) {
        // Asked for only here: finding it out starts a process.
        unpack(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name, library, name);
      }
      System.setProperty(PATH, library.toString());
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(NativeLibrary.class)
          .debug("the native library stays with the driver", e);
    }
  }

  private static void unpack(String resource, Path folder, String name) throws IOException {
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no " + resource + " in the driver");
      }
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, name, ".new");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
