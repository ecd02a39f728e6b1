package pointsman.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutState;
import pointsman.port.RolloutFormat;
import pointsman.port.TrafficStore.Asked;
import pointsman.port.TrafficStore.Line;
import pointsman.port.TrafficStore.Owner;
import pointsman.port.TrafficStore.RolloutEntry;

/// The rows of rollouts, within a transaction of the caller.
final class RolloutRows {
  private final RolloutFormat format;

  RolloutRows(RolloutFormat format) {
    this.format = format;
  }

  /// The id in its table.
  ///
  /// @throws FailureException when it is no rollout's, whether there is one or not
  static long number(String id) throws FailureException {
    if (!id.matches("t[0-9]{1,15}")) {
      throw unknown(id);
    }
    return Long.parseLong(id.substring(1));
  }

  private static FailureException unknown(String id) {
    return new FailureException(new Failure.NotFound("rollout", id, List.of()));
  }

  private record Row(
      String id,
      String pool,
      String document,
      String operator,
      String reason,
      Instant began,
      Optional<Owner> owner) {}

  private static Row row(ResultSet row) throws SQLException {
    String owner = row.getString(6);
    return new Row(
        "t" + row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        Instant.parse(row.getString(8)),
        owner == null
            ? Optional.empty()
            : Optional.of(new Owner(owner, Instant.parse(row.getString(7)))));
  }

  /// @param which what follows `WHERE`
  List<RolloutEntry> entries(Handle handle, String which, Object... values)
      throws FailureException {
    List<Row> rows =
        handle
            .select(
                "SELECT id, pool, document, operator, reason, owner, owned_until, began"
                    + " FROM rollout WHERE "
                    + which,
                values)
            .map((row, _) -> row(row))
            .list();
    List<RolloutEntry> entries = new ArrayList<>();
    for (Row row : rows) {
      Rollout rollout = format.readRollout(row.document(), where(row.id(), row.pool()));
      entries.add(
          new RolloutEntry(
              row.id(), rollout, row.operator(), row.reason(), row.began(), row.owner()));
    }
    return entries;
  }

  private static String where(String id, String pool) {
    return "rollout " + id + " of " + pool;
  }

  RolloutEntry load(Handle handle, String id) throws FailureException {
    return entries(handle, "id = ?", number(id)).stream()
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  /// Refuses a rollout that there is not.
  static void require(Handle handle, String id) throws FailureException {
    if (handle
        .select("SELECT 1 FROM rollout WHERE id = ?", number(id))
        .mapTo(Integer.class)
        .findOne()
        .isEmpty()) {
      throw unknown(id);
    }
  }

  /// Who has it, alive or not.
  static Optional<Owner> owner(Handle handle, String id) throws FailureException {
    require(handle, id);
    return handle
        .select(
            "SELECT owner, owned_until FROM rollout WHERE id = ? AND owner IS NOT NULL", number(id))
        .map((row, _) -> new Owner(row.getString(1), Instant.parse(row.getString(2))))
        .findOne();
  }

  /// Writes a rollout that begins.
  ///
  /// @return its id
  String insert(
      Handle handle, Rollout rollout, Owner owner, String operator, String reason, Instant began) {
    return "t"
        + handle
            .createUpdate(
                "INSERT INTO rollout(pool, document, over, operator, reason, began, owner, owned_until)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(0, rollout.pool().value())
            .bind(1, format.write(rollout))
            .bind(2, rollout.over() ? 1 : 0)
            .bind(3, operator)
            .bind(4, reason)
            .bind(5, began.toString())
            .bind(6, owner.name())
            .bind(7, owner.until().toString())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
  }

  /// A step from a state that it is still in.
  void move(Handle handle, String id, Rollout before, Line step) throws FailureException {
    if (!load(handle, id).rollout().equals(before)) {
      throw new FailureException(
          new Failure.Refused(
              "rollout",
              "rollout " + id + " of " + before.pool() + " has moved on meanwhile.",
              "Look where it is, then decide again."));
    }
    update(handle, id, before.in(step.after()));
    addLine(handle, id, step);
  }

  static void own(Handle handle, String id, Owner owner) throws FailureException {
    handle.execute(
        "UPDATE rollout SET owner = ?, owned_until = ? WHERE id = ?",
        owner.name(),
        owner.until().toString(),
        number(id));
  }

  private void update(Handle handle, String id, Rollout rollout) throws FailureException {
    handle.execute(
        "UPDATE rollout SET document = ?, over = ? WHERE id = ?",
        format.write(rollout),
        rollout.over() ? 1 : 0,
        number(id));
  }

  void addLine(Handle handle, String id, Line line) throws FailureException {
    handle
        .createUpdate(
            "INSERT INTO rollout_line(rollout, at, who, what, before, after) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(0, number(id))
        .bind(1, line.at().toString())
        .bind(2, line.who())
        .bind(3, line.what())
        .bind(4, line.before().map(format::write))
        .bind(5, format.write(line.after()))
        .execute();
  }

  private record LineRow(
      Instant at, String who, String what, Optional<String> before, String after) {}

  List<Line> lines(Handle handle, String id) throws FailureException {
    List<LineRow> rows =
        handle
            .select(
                "SELECT at, who, what, before, after FROM rollout_line WHERE rollout = ? ORDER BY id",
                number(id))
            .map((row, _) ->
                new LineRow(
                    Instant.parse(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    Optional.ofNullable(row.getString(4)),
                    row.getString(5)))
            .list();
    String where = "history of rollout " + id;
    List<Line> lines = new ArrayList<>();
    for (LineRow row : rows) {
      Optional<RolloutState> before =
          row.before().isEmpty()
              ? Optional.empty()
              : Optional.of(format.readState(row.before().get(), where));
      lines.add(
          new Line(row.at(), row.who(), row.what(), before, format.readState(row.after(), where)));
    }
    return lines;
  }

  private record WishRow(Instant at, String event) {}

  /// All that was asked for, in order; gone from the table.
  List<Asked> takeWishes(Handle handle, String id) throws FailureException {
    List<WishRow> rows =
        handle
            .select("SELECT at, event FROM rollout_wish WHERE rollout = ? ORDER BY id", number(id))
            .map((row, _) -> new WishRow(Instant.parse(row.getString(1)), row.getString(2)))
            .list();
    List<Asked> wishes = new ArrayList<>();
    for (WishRow row : rows) {
      wishes.add(new Asked(row.at(), format.readEvent(row.event(), "a wish for rollout " + id)));
    }
    handle.execute("DELETE FROM rollout_wish WHERE rollout = ?", number(id));
    return wishes;
  }
}
