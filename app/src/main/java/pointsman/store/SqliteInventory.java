package pointsman.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.port.FleetFileFormat;
import pointsman.port.Inventory;

/// The inventory as rows: one an object, its text as in a fleet file. Safe for all threads.
public final class SqliteInventory implements Inventory {
  private static final String ENVIRONMENT = "environment";

  private final Database database;
  private final FleetFileFormat format;
  private final Clock clock;

  /// What was read last: a command looks several times, and reading objects takes much longer than
  /// seeing that no row has changed.
  private volatile Optional<Loaded> last = Optional.empty();

  /// @param database the home's
  /// @param format how objects are written into their rows
  /// @param clock for the journal
  public SqliteInventory(Database database, FleetFileFormat format, Clock clock) {
    this.database = database;
    this.format = format;
    this.clock = clock;
  }

  @Override
  public String id() throws FailureException {
    Optional<String> known =
        database.look(connection -> Optional.ofNullable(settings(connection).get("inventory")));
    if (known.isPresent()) {
      return known.get();
    }
    return database.write(handle -> {
      handle.execute(
          "INSERT OR IGNORE INTO setting(name, value) VALUES ('inventory', ?)",
          UUID.randomUUID().toString());
      return handle
          .createQuery("SELECT value FROM setting WHERE name = 'inventory'")
          .mapTo(String.class)
          .one();
    });
  }

  private static Map<String, String> settings(Connection connection) throws SQLException {
    Map<String, String> settings = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name, value FROM setting")) {
      while (row.next()) {
        settings.put(row.getString(1), row.getString(2));
      }
    }
    return settings;
  }

  @Override
  public Fleet load() throws FailureException {
    return database.look(this::load);
  }

  private record ObjectRow(String kind, String name, Optional<LaneColor> live, String text) {}

  private static List<ObjectRow> rows(Connection connection) throws SQLException {
    List<ObjectRow> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT kind, name, live, text FROM object ORDER BY kind, place")) {
      while (row.next()) {
        Optional<LaneColor> live =
            Optional.ofNullable(row.getString(3))
                .map(word -> LaneColor.valueOf(word.toUpperCase(Locale.ROOT)));
        rows.add(new ObjectRow(row.getString(1), row.getString(2), live, row.getString(4)));
      }
    }
    return rows;
  }

  private record Loaded(Environment environment, List<ObjectRow> rows, Fleet fleet) {}

  private Fleet load(Connection connection) throws SQLException, FailureException {
    Environment environment =
        Optional.ofNullable(settings(connection).get(ENVIRONMENT))
            .map(Environment::valueOf)
            .orElse(Environment.DEVELOPMENT);
    List<ObjectRow> rows = rows(connection);
    Optional<Loaded> known = last;
    if (known.isPresent()
        && known.get().environment() == environment
        && known.get().rows().equals(rows)) {
      return known.get().fleet();
    }
    Fleet fleet = fleet(environment, rows);
    last = Optional.of(new Loaded(environment, rows, fleet));
    return fleet;
  }

  private Fleet fleet(Environment environment, List<ObjectRow> rows) throws FailureException {
    Map<String, List<ObjectRow>> byKind =
        rows.stream().collect(Collectors.groupingBy(ObjectRow::kind));
    Map<String, LaneColor> live =
        rows.stream()
            .filter(row -> row.live().isPresent())
            .collect(Collectors.toMap(ObjectRow::name, row -> row.live().get()));
    return new Fleet(
        environment,
        part(byKind, "node").nodes(),
        part(byKind, "service").services(),
        part(byKind, "pool").pools().stream()
            .map(pool -> pool.withLive(live.getOrDefault(pool.name().value(), pool.live())))
            .toList());
  }

  /// All objects of a kind, read as one text: far quicker than one by one.
  private Fleet part(Map<String, List<ObjectRow>> byKind, String kind) throws FailureException {
    StringBuilder joined = new StringBuilder();
    for (ObjectRow row : byKind.getOrDefault(kind, List.of())) {
      String lists = Part.lists(row.text());
      joined.append(joined.isEmpty() ? lists : Part.items(lists));
    }
    return format.parsePart(joined.toString(), "inventory, " + kind + "s");
  }

  @Override
  public void replace(Fleet expected, Fleet next, String operator, String why)
      throws FailureException {
    database.write(handle -> {
      Map<String, String> before = objects(loadIn(handle));
      if (!before.equals(objects(expected))) {
        throw new FailureException(
            new Failure.Refused(
                GUARD, "it was changed by someone else meanwhile.", "Look at it and try again."));
      }
      Map<String, String> after = objects(next);
      journal(handle, before, after, operator, why);
      store(handle, next, after);
      return true;
    });
  }

  private Fleet loadIn(Handle handle) throws FailureException {
    try {
      return load(handle.getConnection());
    } catch (SQLException e) {
      throw new ReadingException(e);
    }
  }

  private static void store(Handle handle, Fleet next, Map<String, String> after) {
    handle.execute("DELETE FROM object");
    int place = 0;
    for (Map.Entry<String, String> object : after.entrySet()) {
      int space = object.getKey().indexOf(' ');
      if (space > 0) {
        String kind = object.getKey().substring(0, space);
        String name = object.getKey().substring(space + 1);
        handle
            .createUpdate(
                "INSERT INTO object(kind, name, place, live, text) VALUES (?, ?, ?, ?, ?)")
            .bind(0, kind)
            .bind(1, name)
            .bind(2, place++)
            .bind(3, live(next, kind, name))
            .bind(4, object.getValue())
            .execute();
      }
    }
    // A pool that is made anew under an old name begins anew.
    handle.execute(
        "DELETE FROM split WHERE pool NOT IN (SELECT name FROM object WHERE kind = 'pool')");
    handle.execute(
        "INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)",
        ENVIRONMENT,
        next.environment().name());
  }

  private static Optional<String> live(Fleet fleet, String kind, String name) {
    return kind.equals("pool")
        ? fleet.findPool(new Name(name)).map(pool -> pool.live().word())
        : Optional.empty();
  }

  private void journal(
      Handle handle,
      Map<String, String> before,
      Map<String, String> after,
      String operator,
      String why) {
    String now = clock.instant().toString();
    for (String object :
        Stream.concat(before.keySet().stream(), after.keySet().stream()).distinct().toList()) {
      String old = before.getOrDefault(object, "");
      String fresh = after.getOrDefault(object, "");
      if (!old.equals(fresh)) {
        handle.execute(
            "INSERT INTO change(at, operator, what, why, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            now,
            operator,
            object,
            why,
            old,
            fresh);
      }
    }
  }

  /// Every object by kind and name, and the environment, as text: what is compared and journalled.
  private Map<String, String> objects(Fleet fleet) {
    Map<String, String> objects = new LinkedHashMap<>();
    objects.put(
        ENVIRONMENT,
        ENVIRONMENT + ": " + fleet.environment().name().toLowerCase(Locale.ROOT) + "\n");
    fleet
        .nodes()
        .forEach(each ->
            objects.put("node " + each.name(), text(fleet, List.of(each), List.of(), List.of())));
    fleet
        .services()
        .forEach(each ->
            objects.put(
                "service " + each.name(), text(fleet, List.of(), List.of(each), List.of())));
    fleet
        .pools()
        .forEach(each ->
            objects.put("pool " + each.name(), text(fleet, List.of(), List.of(), List.of(each))));
    return objects;
  }

  private String text(Fleet fleet, List<Node> nodes, List<Service> services, List<Pool> pools) {
    return format.writePart(new Fleet(fleet.environment(), nodes, services, pools));
  }

  /// A database's trouble inside a transaction, on its way to where it is put into words.
  private static final class ReadingException extends JdbiException {
    ReadingException(SQLException cause) {
      super(cause);
    }
  }
}
