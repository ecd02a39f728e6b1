package pointsman.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodeResult;
import pointsman.port.ServerLog;

/// Changes of servers at run time as two tables.
public final class SqliteServerLog implements ServerLog {
  private final Database database;

  /// @param database the home's
  public SqliteServerLog(Database database) {
    this.database = database;
  }

  @Override
  public String begin(Entry entry) throws FailureException {
    return database.write(handle -> {
      long id =
          handle
              .createUpdate(
                  "INSERT INTO server_change(at, operator, reason, pool, server, change)"
                      + " VALUES (?, ?, ?, ?, ?, ?)")
              .bind(0, entry.at().toString())
              .bind(1, entry.operator())
              .bind(2, entry.reason())
              .bind(3, entry.pool().value())
              .bind(4, entry.server().value())
              .bind(5, entry.change())
              .executeAndReturnGeneratedKeys("id")
              .mapTo(Long.class)
              .one();
      for (Line line : entry.nodes()) {
        handle.execute(
            "INSERT INTO server_change_node(change, node, note) VALUES (?, ?, ?)",
            id,
            line.node().value(),
            line.note());
      }
      return "s" + id;
    });
  }

  @Override
  public void end(String id, List<NodeResult> nodes) throws FailureException {
    database.write(handle -> {
      for (NodeResult node : nodes) {
        handle.execute(
            "UPDATE server_change_node SET outcome = ?, note = ? WHERE change = ? AND node = ?",
            node.end().name(),
            node.failure().map(Failure::summary).orElse(""),
            Long.parseLong(id.substring(1)),
            node.node().value());
      }
      return true;
    });
  }

  @Override
  public List<Entry> latest(int limit) throws FailureException {
    return database.read(handle ->
        handle
            .select(
                "SELECT id, at, operator, reason, pool, server, change FROM server_change"
                    + " ORDER BY id DESC LIMIT ?",
                limit)
            .map((row, _) ->
                new Entry(
                    "s" + row.getLong(1),
                    Instant.parse(row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    new Name(row.getString(5)),
                    new Name(row.getString(6)),
                    row.getString(7),
                    nodes(handle, row.getLong(1))))
            .list());
  }

  private static List<Line> nodes(Handle handle, long change) {
    return handle
        .select(
            "SELECT node, outcome, note FROM server_change_node WHERE change = ? ORDER BY rowid",
            change)
        .map((row, _) ->
            new Line(
                new Name(row.getString(1)),
                Optional.ofNullable(row.getString(2)).map(NodeResult.End::valueOf),
                row.getString(3)))
        .list();
  }
}
