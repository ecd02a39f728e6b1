package pointsman.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;

/// `nodes`, `services`, `pools`: what the inventory holds, as a table.
///
/// @param <T> what a line is about
@Command
final class ListCommand<T> implements Callable<Integer> {
  private final Services services;
  private final Answer answer;
  private final Kind<T> kind;

  /// What is listed.
  ///
  /// @param key its key in the document
  /// @param head the columns' names
  /// @param objects the objects, in order
  /// @param row an object's cells
  private record Kind<T>(
      String key, List<String> head, Function<Fleet, List<T>> objects, Row<T> row) {}

  /// Makes the cells of an object.
  private interface Row<T> {
    List<String> of(Fleet fleet, T object);
  }

  private ListCommand(Services services, Answer answer, Kind<T> kind) {
    this.services = services;
    this.answer = answer;
    this.kind = kind;
  }

  static CommandLine nodes(Services services, Answer answer) {
    return line(
        "Lists the nodes of the inventory.",
        new ListCommand<>(
            services,
            answer,
            new Kind<>(
                "nodes",
                List.of("NODE", "ADDRESS", "ENGINE", "REGION", "TAGS"),
                Fleet::nodes,
                (_, node) -> row(node))));
  }

  static CommandLine services(Services services, Answer answer) {
    return line(
        "Lists the services of the inventory.",
        new ListCommand<>(
            services,
            answer,
            new Kind<>(
                "services",
                List.of("SERVICE", "LAYER", "LISTEN", "NODES", "POOLS"),
                Fleet::services,
                ListCommand::row)));
  }

  static CommandLine pools(Services services, Answer answer) {
    return line(
        "Lists the pools of the inventory.",
        new ListCommand<>(
            services,
            answer,
            new Kind<>(
                "pools",
                List.of("POOL", "BALANCE", "LIVE", "BLUE", "GREEN"),
                Fleet::pools,
                (_, pool) -> row(pool))));
  }

  private static CommandLine line(String description, ListCommand<?> command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().usageMessage().description(description);
    return line;
  }

  private static List<String> row(Node node) {
    return List.of(
        node.name().value(),
        new pointsman.model.fleet.Endpoint(node.address(), node.port()).toString(),
        word(node.engine()),
        node.region().map(Name::value).orElse("-"),
        names(node.tags()));
  }

  private static List<String> row(Fleet fleet, Service service) {
    long nodes = fleet.nodes().stream().filter(service.on()::covers).count();
    return List.of(
        service.name().value(),
        word(service.layer()),
        service.listen().stream().map(Listener::toString).collect(Collectors.joining(",")),
        Long.toString(nodes),
        names(service.pools()));
  }

  private static List<String> row(Pool pool) {
    return List.of(
        pool.name().value(),
        word(pool.balance()),
        pool.live().word(),
        lane(pool.lane(LaneColor.BLUE)),
        lane(pool.lane(LaneColor.GREEN)));
  }

  private static String lane(Lane lane) {
    int count = lane.servers().size();
    return lane.version().map(version -> version + ", ").orElse("")
        + (count == 1 ? "1 server" : count + " servers");
  }

  private static String names(java.util.Collection<Name> names) {
    return names.isEmpty() ? "-" : names.stream().map(Name::value).collect(Collectors.joining(","));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Integer call() throws Exception {
    Fleet fleet = services.inventory().load();
    List<T> objects = kind.objects().apply(fleet);
    if (answer.isJson()) {
      answer.document(Map.of(kind.key(), objects));
      return Complaint.DONE;
    }
    if (objects.isEmpty()) {
      answer.notes().println(NothingYet.of(kind.key()));
      return Complaint.DONE;
    }
    List<List<String>> table = new ArrayList<>(List.of(kind.head()));
    objects.forEach(each -> table.add(kind.row().of(fleet, each)));
    print(table);
    return Complaint.DONE;
  }

  private void print(List<List<String>> table) {
    int[] widths = new int[table.getFirst().size()];
    for (List<String> row : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      answer.text().println(line.toString().stripTrailing());
    }
  }
}
