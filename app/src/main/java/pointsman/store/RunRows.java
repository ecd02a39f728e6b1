package pointsman.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

/// Reads runs of deploys from their tables.
final class RunRows {
  private RunRows() {}

  private record Head(
      long id, String purpose, String operator, String reason, String started, String ended) {
    Journal.Run with(List<Journal.RunNode> nodes) {
      return new Journal.Run(
          "r" + id,
          purpose,
          operator,
          reason,
          Instant.parse(started),
          ended.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(ended)),
          nodes);
    }
  }

  /// The latest of some runs, newest first.
  ///
  /// @param which a condition, or empty
  /// @param node the condition's parameter, and whose lines alone are read; empty: all
  static List<Journal.Run> find(Connection connection, String which, String node, int limit)
      throws SQLException {
    List<Journal.Run> runs = new ArrayList<>();
    for (Head head : heads(connection, which, node, limit)) {
      runs.add(head.with(nodes(connection, head.id(), node)));
    }
    return runs;
  }

  private static List<Head> heads(Connection connection, String which, String node, int limit)
      throws SQLException {
    List<Head> heads = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, purpose, operator, reason, started, ended FROM run "
                + which
                + "ORDER BY id DESC LIMIT ?")) {
      int at = 1;
      if (!node.isEmpty()) {
        select.setString(at++, node);
      }
      select.setInt(at, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          heads.add(
              new Head(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  Optional.ofNullable(row.getString(6)).orElse("")));
        }
      }
    }
    return heads;
  }

  private static List<Journal.RunNode> nodes(Connection connection, long run, String node)
      throws SQLException {
    List<Journal.RunNode> nodes = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT node, release, previous, phase, ended, seen, note FROM run_node"
                + " WHERE run = ?1 AND (?2 = '' OR node = ?2) ORDER BY rowid")) {
      select.setLong(1, run);
      select.setString(2, node);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          nodes.add(
              new Journal.RunNode(
                  new Name(row.getString(1)),
                  new ReleaseId(row.getString(2)),
                  release(row.getString(3)),
                  Phase.valueOf(row.getString(4)),
                  Optional.ofNullable(row.getString(5)).map(NodeResult.End::valueOf),
                  release(row.getString(6)),
                  row.getString(7)));
        }
      }
    }
    return nodes;
  }

  private static Optional<ReleaseId> release(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new ReleaseId(text));
  }
}
