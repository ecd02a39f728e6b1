package pointsman.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.value.Printable;

/// The one SQLite file of a home: write-ahead log, one writer at a time, readers beside it.
/// Migrations run only when the file's version is not ours. Safe for all threads.
public final class Database implements AutoCloseable {
  static final int VERSION = 1;

  private final Path file;
  private final Handle writer;
  private final Jdbi jdbi;

  private Database(Path file, Jdbi jdbi, Handle writer) {
    this.file = file;
    this.jdbi = jdbi;
    this.writer = writer;
  }

  /// Opens a home's database, making it when there is none.
  ///
  /// @param home the folder; made when missing
  public static Database open(Path home) throws FailureException {
    Path file = home.resolve("pointsman.db");
    try {
      Files.createDirectories(home);
      SQLiteDataSource source = new SQLiteDataSource(config());
      source.setUrl("jdbc:sqlite:" + file);
      migrate(source, file);
      Jdbi jdbi = Jdbi.create(source);
      return new Database(file, jdbi, jdbi.open());
    } catch (IOException | SQLException | FlywayException | JdbiException e) {
      throw failure(file, e);
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(5_000);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return config;
  }

  private static void migrate(SQLiteDataSource source, Path file)
      throws SQLException, FailureException {
    int version;
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA user_version")) {
      version = result.next() ? result.getInt(1) : 0;
    }
    if (version == VERSION) {
      return;
    }
    if (version > VERSION) {
      throw new FailureException(
          new Failure.LocalFile(
              file.toString(),
              "was written by a newer Pointsman",
              "Use that version, or another --home."));
    }
    Flyway.configure().dataSource(source).locations("classpath:db").load().migrate();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = " + VERSION);
    }
  }

  /// Work on a connection.
  ///
  /// @param <T> what comes of it
  @FunctionalInterface
  interface Work<T> {
    T on(Handle handle) throws FailureException;
  }

  /// Reads, beside a writer.
  <T> T read(Work<T> work) throws FailureException {
    try (Handle handle = jdbi.open()) {
      return work.on(handle);
    } catch (JdbiException e) {
      throw failure(file, e);
    }
  }

  /// Writes in one transaction: all of it or nothing.
  synchronized <T> T write(Work<T> work) throws FailureException {
    try {
      return writer.inTransaction(handle -> {
        try {
          return work.on(handle);
        } catch (FailureException e) {
          throw new Carried(e);
        }
      });
    } catch (Carried e) {
      throw e.carried();
    } catch (JdbiException e) {
      throw failure(file, e);
    }
  }

  /// Carries a failure out of a transaction, so that it is rolled back.
  private static final class Carried extends RuntimeException {
    private final transient FailureException failure;

    Carried(FailureException cause) {
      super(cause);
      this.failure = cause;
    }

    FailureException carried() {
      return failure;
    }
  }

  private static FailureException failure(Path file, Exception e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String problem = Printable.line(String.valueOf(deepest.getMessage()));
    return new FailureException(
        new Failure.LocalFile(
            file.toString(),
            problem,
            "Check the folder's rights and free space; a backup can be put back in its place."),
        e);
  }

  @Override
  public void close() {
    writer.close();
  }
}
