package pointsman.store;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.RolloutFormat;
import pointsman.port.TrafficStore;

/// The traffic as tables. Each change is one transaction that begins by locking the file, so that
/// what it decides by is what it writes over.
public final class SqliteTraffic implements TrafficStore {
  private final Database database;
  private final RolloutFormat format;
  private final RolloutRows rows;

  /// @param database the home's
  /// @param format how rollouts are written into their rows
  public SqliteTraffic(Database database, RolloutFormat format) {
    this.database = database;
    this.format = format;
    this.rows = new RolloutRows(format);
  }

  // --- splits ----------------------------------------------------------------------------------

  @Override
  public Map<Name, PoolSplit> splits() throws FailureException {
    return database.look(connection -> {
      Map<Name, PoolSplit> splits = new TreeMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT pool, candidate, salt, audience, at, operator FROM split")) {
        while (row.next()) {
          splits.put(
              new Name(row.getString(1)),
              new PoolSplit(
                  new Share(row.getInt(2)),
                  new Salt(row.getString(3)),
                  ShiftRows.lane(Optional.ofNullable(row.getString(4))),
                  Instant.parse(row.getString(5)),
                  row.getString(6)));
        }
      }
      return splits;
    });
  }

  @Override
  public void command(Name pool, TrafficSplit split, String operator, Instant at)
      throws FailureException {
    database.write(handle ->
        handle
            .createUpdate(
                "INSERT OR REPLACE INTO split(pool, candidate, salt, audience, at, operator)"
                    + " VALUES (?, ?, ?, ?, ?, ?)")
            .bind(0, pool.value())
            .bind(1, split.candidate().basisPoints())
            .bind(2, split.salt().value())
            .bind(3, split.audience().map(LaneColor::word))
            .bind(4, at.toString())
            .bind(5, operator)
            .execute());
  }

  @Override
  public void forget(Name pool) throws FailureException {
    database.write(handle -> handle.execute("DELETE FROM split WHERE pool = ?", pool.value()));
  }

  // --- rollouts --------------------------------------------------------------------------------

  @Override
  public RolloutEntry begin(
      Rollout rollout, String owner, String operator, String reason, Instant at)
      throws FailureException {
    return database.write(handle -> {
      for (RolloutEntry open :
          rows.entries(handle, "pool = ? AND over = 0", rollout.pool().value())) {
        throw new FailureException(
            new Failure.Refused(
                "one rollout a pool",
                rollout.pool()
                    + " has one by "
                    + open.operator()
                    + " since "
                    + open.began()
                    + " that is not over.",
                "Go on with that one, or abort it, then begin again."));
      }
      Owner ours = new Owner(owner, at.plus(OWNED));
      String id = rows.insert(handle, rollout, ours, operator, reason, at);
      rows.addLine(handle, id, new Line(at, operator, "began", Optional.empty(), rollout.state()));
      return new RolloutEntry(id, rollout, operator, reason, at, Optional.of(ours));
    });
  }

  @Override
  public Optional<RolloutEntry> find(Name pool) throws FailureException {
    return database.read(handle ->
        rows.entries(handle, "pool = ? ORDER BY id DESC LIMIT 1", pool.value()).stream()
            .findFirst());
  }

  @Override
  public List<RolloutEntry> open() throws FailureException {
    return database.read(handle -> rows.entries(handle, "over = 0 ORDER BY id"));
  }

  @Override
  public void move(String id, Rollout before, Rollout after, String what, String who, Instant at)
      throws FailureException {
    if (!before.in(after.state()).equals(after)) {
      throw new IllegalArgumentException("more than the state of a rollout changes");
    }
    Line step = new Line(at, who, what, Optional.of(before.state()), after.state());
    database.write(handle -> {
      rows.move(handle, id, before, step);
      return true;
    });
  }

  @Override
  public List<Line> history(String id) throws FailureException {
    return database.read(handle -> {
      RolloutRows.require(handle, id);
      return rows.lines(handle, id);
    });
  }

  // --- the owner -------------------------------------------------------------------------------

  @Override
  public boolean own(String id, String owner, Instant now, Duration validFor)
      throws FailureException {
    return database.write(handle -> {
      Optional<Owner> other =
          RolloutRows.owner(handle, id)
              .filter(each -> !each.name().equals(owner) && now.isBefore(each.until()));
      if (other.isPresent()) {
        return false;
      }
      RolloutRows.own(handle, id, new Owner(owner, now.plus(validFor)));
      return true;
    });
  }

  @Override
  public boolean renew(String id, String owner, Instant now, Duration validFor)
      throws FailureException {
    return database.write(handle -> {
      RolloutRows.require(handle, id);
      return handle.execute(
              "UPDATE rollout SET owned_until = ? WHERE id = ? AND owner = ? AND over = 0",
              now.plus(validFor).toString(),
              RolloutRows.number(id),
              owner)
          > 0;
    });
  }

  @Override
  public void seize(String id, Owner owner, Rollout before, Line step) throws FailureException {
    database.write(handle -> {
      rows.move(handle, id, before, step);
      RolloutRows.own(handle, id, owner);
      return true;
    });
  }

  @Override
  public void release(String id, String owner) throws FailureException {
    database.write(handle -> {
      RolloutRows.require(handle, id);
      return handle.execute(
          "UPDATE rollout SET owner = NULL, owned_until = NULL WHERE id = ? AND owner = ?",
          RolloutRows.number(id),
          owner);
    });
  }

  // --- wishes ----------------------------------------------------------------------------------

  @Override
  public void append(String id, RolloutEvent event, Instant at) throws FailureException {
    String text = format.write(event);
    database.write(handle -> {
      RolloutEntry entry = rows.load(handle, id);
      if (entry.rollout().over()) {
        throw new FailureException(
            new Failure.Refused(
                "rollout",
                "rollout " + id + " of " + entry.rollout().pool() + " is over.",
                "Begin another one."));
      }
      return handle.execute(
          "INSERT INTO rollout_wish(rollout, at, event) VALUES (?, ?, ?)",
          RolloutRows.number(id),
          at.toString(),
          text);
    });
  }

  @Override
  public List<Asked> takeWishes(String id, String owner) throws FailureException {
    return database.write(handle -> {
      Optional<Owner> holder = RolloutRows.owner(handle, id);
      if (holder.filter(each -> each.name().equals(owner)).isEmpty()) {
        throw new FailureException(
            new Failure.Refused(
                "rollout",
                "rollout "
                    + id
                    + " is driven by "
                    + holder.map(Owner::name).orElse("nobody")
                    + ", not by "
                    + owner
                    + ".",
                "Take it over first, when its owner is gone."));
      }
      return rows.takeWishes(handle, id);
    });
  }

  // --- shifts ----------------------------------------------------------------------------------

  @Override
  public void shifted(Optional<String> rollout, ShiftResult result) throws FailureException {
    database.write(handle -> {
      ShiftRows.insert(handle, rollout, result);
      return true;
    });
  }

  @Override
  public List<ShiftEntry> shifts(Name pool, int limit) throws FailureException {
    return database.read(handle -> ShiftRows.latest(handle, pool, limit));
  }
}
