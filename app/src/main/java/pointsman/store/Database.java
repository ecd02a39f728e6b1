package pointsman.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import pointsman.model.FailureException;

/// The one SQLite file of a home: write-ahead log, one writer at a time, readers beside it. What
/// was committed is on the disk. Safe for all threads; a call blocks while another writes, at most
/// 5 s while another program does.
public final class Database implements AutoCloseable {
  /// The schema that this version reads and writes; the last migration sets it.
  static final int VERSION = 7;

  private static final int BUSY_MILLIS = 5_000;

  private final Path file;
  private final Connections connections;
  private final RunLives lives;
  private final ReentrantLock writing = new ReentrantLock();
  private Optional<Jdbi> jdbi = Optional.empty();
  private Optional<Handle> writer = Optional.empty();

  private Database(Path file, RunLives lives, Connections connections) {
    this.file = file;
    this.connections = connections;
    this.lives = lives;
  }

  /// Opens a home's database, making both when there is none. Only the operator may read it, also
  /// in a folder that others may read.
  ///
  /// @param home the folder
  /// @throws FailureException with {@link pointsman.model.Failure.LocalFile}: not writable,
  ///   damaged, or of a newer version
  public static Database open(Path home) throws FailureException {
    Path file = home.resolve("pointsman.db");
    try {
      PrivateFile.make(home, file);
      NativeLibrary.offer(home);
      SQLiteDataSource source = new SQLiteDataSource(config());
      source.setUrl("jdbc:sqlite:" + file);
      Connections connections = new Connections(source);
      requireVersion(source, connections, file);
      return new Database(file, new RunLives(home), connections);
    } catch (IOException | SQLException e) {
      throw StoreTrouble.of(file, e);
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return config;
  }

  private static void requireVersion(SQLiteDataSource source, Connections connections, Path file)
      throws SQLException, IOException, FailureException {
    Connection connection = connections.openConnection();
    try {
      int version = version(connection);
      if (version < VERSION || !Migrations.isLogged(connection)) {
        Migrations.run(source, file);
        version = version(connection);
      }
      if (version != VERSION) {
        throw StoreTrouble.newer(file, version, VERSION);
      }
    } catch (SQLException | IOException | FailureException e) {
      connection.close();
      throw e;
    }
    connections.closeConnection(connection);
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA user_version")) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  /// Work on a connection.
  ///
  /// @param <T> what comes of it
  @FunctionalInterface
  interface Work<T> {
    T on(Handle handle) throws FailureException;
  }

  /// Work on a bare connection.
  ///
  /// @param <T> what comes of it
  @FunctionalInterface
  interface Look<T> {
    T on(Connection connection) throws SQLException, FailureException;
  }

  /// Reads one state, beside a writer, without Jdbi: what every start of a command does has no time
  /// for it.
  <T> T look(Look<T> look) throws FailureException {
    return transact("BEGIN DEFERRED", look);
  }

  /// Writes in one transaction, without Jdbi: all of it or nothing. For what a deploy writes.
  <T> T note(Look<T> change) throws FailureException {
    writing.lock();
    try {
      return transact("BEGIN IMMEDIATE", change);
    } finally {
      writing.unlock();
    }
  }

  private <T> T transact(String begin, Look<T> work) throws FailureException {
    try {
      Connection connection = connections.openConnection();
      boolean well = false;
      try (Statement statement = connection.createStatement()) {
        statement.execute(begin);
        T done = work.on(connection);
        statement.execute("COMMIT");
        well = true;
        return done;
      } finally {
        if (well) {
          connections.closeConnection(connection);
        } else {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw StoreTrouble.of(file, e);
    }
  }

  /// Which runs' programs live.
  RunLives lives() {
    return lives;
  }

  /// Reads, beside a writer.
  <T> T read(Work<T> work) throws FailureException {
    try (Handle handle = jdbi().open()) {
      return work.on(handle);
    } catch (JdbiException e) {
      throw StoreTrouble.of(file, e);
    }
  }

  private synchronized Jdbi jdbi() {
    if (jdbi.isEmpty()) {
      jdbi = Optional.of(Jdbi.create(connections));
    }
    return jdbi.get();
  }

  /// Writes in one transaction: all of it or nothing.
  <T> T write(Work<T> work) throws FailureException {
    writing.lock();
    try {
      if (writer.isEmpty()) {
        writer = Optional.of(jdbi().open());
      }
      return writer
          .get()
          .inTransaction(handle -> {
            try {
              return work.on(handle);
            } catch (FailureException e) {
              throw new CarriedException(e);
            }
          });
    } catch (CarriedException e) {
      throw e.carried();
    } catch (JdbiException e) {
      throw StoreTrouble.of(file, e);
    } finally {
      writing.unlock();
    }
  }

  /// Carries a failure out of a transaction, so that it is rolled back.
  private static final class CarriedException extends RuntimeException {
    private final transient FailureException failure;

    CarriedException(FailureException cause) {
      super(cause);
      this.failure = cause;
    }

    FailureException carried() {
      return failure;
    }
  }

  /// Closes the connections; the last one of all programs folds the log into the file.
  @Override
  public void close() {
    writing.lock();
    try {
      lives.close();
      writer.ifPresent(Handle::close);
      writer = Optional.empty();
      connections.close();
    } catch (SQLException e) {
      org.slf4j.LoggerFactory.getLogger(Database.class).debug("a connection did not close", e);
    } finally {
      writing.unlock();
    }
  }
}
