package pointsman.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.TrafficStore.ShiftEntry;
import pointsman.port.TrafficStore.ShiftNode;

/// The rows of fleet shifts, within a transaction of the caller.
final class ShiftRows {
  private ShiftRows() {}

  static void insert(Handle handle, Optional<String> rollout, ShiftResult result)
      throws FailureException {
    Optional<Long> step = Optional.empty();
    if (rollout.isPresent()) {
      RolloutRows.require(handle, rollout.get());
      step = Optional.of(RolloutRows.number(rollout.get()));
    }
    long shift =
        handle
            .createUpdate(
                "INSERT INTO shift(rollout, pool, green, salt, audience, at, prepared, committed, skew)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(0, step)
            .bind(1, result.pool().value())
            .bind(2, result.split().green().basisPoints())
            .bind(3, result.split().salt().value())
            .bind(4, result.split().audience().map(LaneColor::word))
            .bind(5, result.at().toString())
            .bind(6, result.prepared().toString())
            .bind(7, result.committed().toString())
            .bind(8, result.skew().map(Duration::toString))
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    for (NodeShifted node : result.nodes()) {
      handle
          .createUpdate(
              "INSERT INTO shift_node(shift, node, outcome, stamp, note) VALUES (?, ?, ?, ?, ?)")
          .bind(0, shift)
          .bind(1, node.node().value())
          .bind(2, node.end().name())
          .bind(3, node.stamp().map(Instant::toString))
          .bind(4, node.failure().map(Failure::summary).orElse(""))
          .execute();
    }
  }

  static List<ShiftEntry> latest(Handle handle, Name pool, int limit) {
    return handle
        .select(
            "SELECT id, rollout, green, salt, audience, at, prepared, committed, skew"
                + " FROM shift WHERE pool = ? ORDER BY id DESC LIMIT ?",
            pool.value(),
            limit)
        .map((row, _) ->
            new ShiftEntry(
                Optional.ofNullable(row.getString(2)).map(id -> "t" + id),
                pool,
                new NodeSplit(
                    new Share(row.getInt(3)),
                    new Salt(row.getString(4)),
                    lane(Optional.ofNullable(row.getString(5)))),
                Instant.parse(row.getString(6)),
                Duration.parse(row.getString(7)),
                Duration.parse(row.getString(8)),
                Optional.ofNullable(row.getString(9)).map(Duration::parse),
                nodes(handle, row.getLong(1))))
        .list();
  }

  /// A lane as it stands in a column.
  static Optional<LaneColor> lane(Optional<String> word) {
    return word.map(each -> LaneColor.valueOf(each.toUpperCase(Locale.ROOT)));
  }

  private static List<ShiftNode> nodes(Handle handle, long shift) {
    return handle
        .select(
            "SELECT node, outcome, stamp, note FROM shift_node WHERE shift = ? ORDER BY rowid",
            shift)
        .map((row, _) ->
            new ShiftNode(
                new Name(row.getString(1)),
                NodeShifted.End.valueOf(row.getString(2)),
                Optional.ofNullable(row.getString(3)).map(Instant::parse),
                row.getString(4)))
        .list();
  }
}
