package pointsman.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;
import pointsman.port.GuardStore;

/// Freezes and the lock as tables; what is done to them goes to the journal in the same
/// transaction.
public final class SqliteGuards implements GuardStore {
  private static final String FREEZES =
      "SELECT name, starts, ends, only, why, operator, made FROM freeze ";
  private static final String UNLOCKS = "SELECT since, until, why, operator FROM unlock";

  private final Database database;

  /// @param database the home's
  public SqliteGuards(Database database) {
    this.database = database;
  }

  // --- freezes ---------------------------------------------------------------------------------

  @Override
  public List<Freeze> freezes() throws FailureException {
    return database.look(connection -> {
      List<Freeze> freezes = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(FREEZES + "ORDER BY starts, name")) {
        while (row.next()) {
          freezes.add(freeze(row));
        }
      }
      return freezes;
    });
  }

  private static List<Freeze> freezes(Handle handle, String which, Object... values) {
    return handle.select(FREEZES + which, values).map((row, _) -> freeze(row)).list();
  }

  private static Freeze freeze(ResultSet row) throws SQLException {
    Set<Name> only =
        Arrays.stream(row.getString(4).split(" ", -1))
            .filter(word -> !word.isEmpty())
            .map(Name::new)
            .collect(Collectors.toSet());
    return new Freeze(
        new Name(row.getString(1)),
        Instant.parse(row.getString(2)),
        Instant.parse(row.getString(3)),
        only,
        new Why(row.getString(5)),
        row.getString(6),
        Instant.parse(row.getString(7)));
  }

  @Override
  public void add(Freeze freeze) throws FailureException {
    database.write(handle -> {
      if (!freezes(handle, "WHERE name = ?", freeze.name().value()).isEmpty()) {
        throw new FailureException(
            new Failure.BadInput(
                "command line",
                0,
                "NAME",
                "there is a freeze '" + freeze.name() + "' already",
                "a name of its own, or 'freeze remove " + freeze.name() + "' first"));
      }
      handle.execute(
          "INSERT INTO freeze(name, starts, ends, only, why, operator, made)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          freeze.name().value(),
          freeze.from().toString(),
          freeze.until().toString(),
          words(freeze),
          freeze.why().value(),
          freeze.operator(),
          freeze.made().toString());
      journal(
          handle,
          new Entry(
              freeze.made(),
              freeze.operator(),
              "freeze " + freeze.name(),
              freeze.why().value(),
              "",
              text(freeze)));
      return true;
    });
  }

  @Override
  public void remove(Name name, String operator, String why, Instant at) throws FailureException {
    database.write(handle -> {
      List<Freeze> found = freezes(handle, "WHERE name = ?", name.value());
      if (found.isEmpty()) {
        throw new FailureException(
            new Failure.NotFound(
                "freeze",
                name.value(),
                freezes(handle, "ORDER BY name").stream()
                    .map(each -> each.name().value())
                    .toList()));
      }
      handle.execute("DELETE FROM freeze WHERE name = ?", name.value());
      journal(handle, new Entry(at, operator, "freeze " + name, why, text(found.getFirst()), ""));
      return true;
    });
  }

  @Override
  public void overridden(Name freeze, String effect, String operator, Why why, Instant at)
      throws FailureException {
    database.write(handle -> {
      journal(
          handle,
          new Entry(at, operator, "freeze " + freeze + " overridden", why.value(), "", effect));
      return true;
    });
  }

  private static String words(Freeze freeze) {
    return freeze.only().stream().map(Name::value).collect(Collectors.joining(" "));
  }

  private static String text(Freeze freeze) {
    String only = words(freeze);
    return freeze.from() + " until " + freeze.until() + (only.isEmpty() ? "" : ", only " + only);
  }

  // --- the lock --------------------------------------------------------------------------------

  @Override
  public Optional<Unlock> findUnlock() throws FailureException {
    return database.look(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(UNLOCKS)) {
        return row.next() ? Optional.of(unlock(row)) : Optional.empty();
      }
    });
  }

  private static Optional<Unlock> unlocked(Handle handle) {
    return handle.select(UNLOCKS).map((row, _) -> unlock(row)).findOne();
  }

  private static Unlock unlock(ResultSet row) throws SQLException {
    return new Unlock(
        Instant.parse(row.getString(1)),
        Instant.parse(row.getString(2)),
        new Why(row.getString(3)),
        row.getString(4));
  }

  @Override
  public void unlock(Unlock unlock) throws FailureException {
    database.write(handle -> {
      String before = unlocked(handle).map(SqliteGuards::text).orElse("");
      handle.execute(
          "INSERT OR REPLACE INTO unlock(id, since, until, why, operator) VALUES (1, ?, ?, ?, ?)",
          unlock.since().toString(),
          unlock.until().toString(),
          unlock.why().value(),
          unlock.operator());
      journal(
          handle,
          new Entry(
              unlock.since(),
              unlock.operator(),
              "unlock",
              unlock.why().value(),
              before,
              text(unlock)));
      return true;
    });
  }

  @Override
  public boolean lock(String operator, Instant at) throws FailureException {
    return database.write(handle -> {
      Optional<Unlock> before = unlocked(handle).filter(each -> each.inForce(at));
      handle.execute("DELETE FROM unlock");
      before.ifPresent(
          each -> journal(handle, new Entry(at, operator, "lock", "", text(each), "")));
      return before.isPresent();
    });
  }

  private static String text(Unlock unlock) {
    return "until " + unlock.until() + ", by " + unlock.operator();
  }

  // --- the journal -----------------------------------------------------------------------------

  private record Entry(
      Instant at, String operator, String what, String why, String before, String after) {}

  private static void journal(Handle handle, Entry entry) {
    handle.execute(
        "INSERT INTO change(at, operator, what, why, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        entry.at().toString(),
        entry.operator(),
        entry.what(),
        entry.why(),
        entry.before(),
        entry.after());
  }
}
