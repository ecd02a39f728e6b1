package pointsman.store;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.port.FleetFileFormat;
import pointsman.port.Inventory;

/// The inventory as rows: one an object, its text as in a fleet file.
public final class SqliteInventory implements Inventory {
  private final Database database;
  private final FleetFileFormat format;
  private final Clock clock;

  /// @param format how objects are written into their rows
  public SqliteInventory(Database database, FleetFileFormat format, Clock clock) {
    this.database = database;
    this.format = format;
    this.clock = clock;
  }

  @Override
  public String id() throws FailureException {
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

  @Override
  public Fleet load() throws FailureException {
    return database.read(this::load);
  }

  private Fleet load(Handle handle) throws FailureException {
    Environment environment =
        handle
            .createQuery("SELECT value FROM setting WHERE name = 'environment'")
            .mapTo(String.class)
            .findOne()
            .map(Environment::valueOf)
            .orElse(Environment.DEVELOPMENT);
    List<Node> nodes = new ArrayList<>();
    List<Service> services = new ArrayList<>();
    List<Pool> pools = new ArrayList<>();
    for (String text :
        handle
            .createQuery("SELECT text FROM object ORDER BY kind, place")
            .mapTo(String.class)
            .list()) {
      Fleet part = format.parsePart(text, "inventory");
      nodes.addAll(part.nodes());
      services.addAll(part.services());
      pools.addAll(part.pools());
    }
    return new Fleet(environment, nodes, services, pools);
  }

  @Override
  public void replace(Fleet expected, Fleet next, String operator, String why)
      throws FailureException {
    database.write(handle -> {
      if (!load(handle).equals(expected)) {
        throw new FailureException(
            new Failure.Refused(
                "inventory",
                "it was changed by someone else meanwhile.",
                "Look at it and try again."));
      }
      Map<String, String> before = objects(expected);
      Map<String, String> after = objects(next);
      journal(handle, before, after, operator, why);
      handle.execute("DELETE FROM object");
      int place = 0;
      for (Map.Entry<String, String> object : after.entrySet()) {
        int space = object.getKey().indexOf(' ');
        handle.execute(
            "INSERT INTO object(kind, name, place, text) VALUES (?, ?, ?, ?)",
            object.getKey().substring(0, space),
            object.getKey().substring(space + 1),
            place++,
            object.getValue());
      }
      handle.execute(
          "INSERT OR REPLACE INTO setting(name, value) VALUES ('environment', ?)",
          next.environment().name());
      return true;
    });
  }

  private void journal(
      Handle handle,
      Map<String, String> before,
      Map<String, String> after,
      String operator,
      String why) {
    Map<String, String> all = new LinkedHashMap<>(before);
    all.putAll(after);
    String now = clock.instant().toString();
    for (String object : all.keySet()) {
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

  private Map<String, String> objects(Fleet fleet) {
    Map<String, String> objects = new LinkedHashMap<>();
    fleet
        .nodes()
        .forEach(
            each -> put(objects, "node", each.name(), part(List.of(each), List.of(), List.of())));
    fleet
        .services()
        .forEach(each ->
            put(objects, "service", each.name(), part(List.of(), List.of(each), List.of())));
    fleet
        .pools()
        .forEach(
            each -> put(objects, "pool", each.name(), part(List.of(), List.of(), List.of(each))));
    return objects;
  }

  private static void put(Map<String, String> objects, String kind, Name name, String text) {
    objects.put(kind + " " + name, text);
  }

  private String part(List<Node> nodes, List<Service> services, List<Pool> pools) {
    return format.write(new Fleet(Environment.DEVELOPMENT, nodes, services, pools));
  }
}
