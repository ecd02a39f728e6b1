package pointsman.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/// Brings a file to this version's schema. A class of its own, so that a start that has nothing to
/// migrate does not even load the library.
final class Migrations {
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final long PAUSE_NANOS = 20_000_000L;

  /// The part of an error code that all its refinements share.
  private static final int PRIMARY = 0xff;

  private Migrations() {}

  /// Migrates; of several programs that start at once, one does, the others find it done.
  static void run(DataSource source, Path file) throws IOException, SQLException {
    Path lock = file.resolveSibling(file.getFileName() + ".migrating");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(channel)) {
      keepLog(source);
      Flyway.configure().dataSource(source).locations("classpath:db").load().migrate();
      // Only once it is done, and before the lock is freed: whoever waits on the removed file, or
      // makes a new one meanwhile, finds nothing left to migrate, so they need not wait for each
      // other any more.
      remove(lock);
    } catch (FlywayException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new SQLException(e.getMessage(), e);
    }
  }

  /// Whether a file keeps a write-ahead log, in which readers go on beside a writer.
  static boolean isLogged(Connection connection) throws SQLException {
    return "wal".equals(mode(connection, "PRAGMA journal_mode"));
  }

  /// Gives the file its write-ahead log, which it then keeps. SQLite does not wait when another
  /// reads at that moment, whatever the busy timeout; so we do.
  private static void keepLog(DataSource source) throws IOException, SQLException {
    long begun = System.nanoTime();
    try (Connection connection = source.getConnection()) {
      while (!isLogged(connection) && !becomesLogged(connection)) {
        if (System.nanoTime() - begun > PATIENCE_NANOS) {
          throw new IOException("another program has been reading it for 20 s");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static boolean becomesLogged(Connection connection) throws SQLException {
    try {
      return "wal".equals(mode(connection, "PRAGMA journal_mode = WAL"));
    } catch (SQLException e) {
      if ((e.getErrorCode() & PRIMARY) == SQLiteErrorCode.SQLITE_BUSY.code) {
        return false;
      }
      throw e;
    }
  }

  private static String mode(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(pragma)) {
      return result.next() ? result.getString(1) : "";
    }
  }

  /// A lock that stays behind does no harm, so it fails no start.
  private static void remove(Path lock) {
    try {
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      LoggerFactory.getLogger(Migrations.class).debug("{} stays behind", lock, e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    long begun = System.nanoTime();
    while (true) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException e) {
        // Another thread of this program holds it.
      }
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new IOException("another Pointsman has been preparing it for 20 s");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
