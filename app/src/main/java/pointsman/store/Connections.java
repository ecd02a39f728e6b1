package pointsman.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/// Connections to one file, kept open for the next reader: opening one takes longer than most
/// reads.
final class Connections implements ConnectionFactory, AutoCloseable {
  private static final int IDLE = 4;

  private final DataSource source;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Connections(DataSource source) {
    this.source = source;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Connection free = idle.poll();
    return free == null ? source.getConnection() : free;
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    if (closed || idle.size() >= IDLE || !connection.getAutoCommit()) {
      connection.close();
    } else {
      idle.push(connection);
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    for (Connection free = idle.poll(); free != null; free = idle.poll()) {
      free.close();
    }
  }
}
