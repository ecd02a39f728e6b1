package pointsman.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;

/// `nodes`, `services`, `pools`: what the inventory holds, as a table.
@Command
final class ListCommand implements Callable<Integer> {
  private final Services services;
  private final PrintStream out;
  private final Function<Fleet, List<List<String>>> rows;

  ListCommand(Services services, PrintStream out, Function<Fleet, List<List<String>>> rows) {
    this.services = services;
    this.out = out;
    this.rows = rows;
  }

  static List<List<String>> nodes(Fleet fleet) {
    List<List<String>> rows =
        new ArrayList<>(List.of(List.of("NODE", "ADDRESS", "ENGINE", "REGION", "TAGS")));
    fleet
        .nodes()
        .forEach(node ->
            rows.add(
                List.of(
                    node.name().value(),
                    node.address() + ":" + node.port(),
                    node.engine().name().toLowerCase(java.util.Locale.ROOT),
                    node.region().map(Name::value).orElse("-"),
                    node.tags().stream().map(Name::value).collect(Collectors.joining(",")))));
    return rows;
  }

  static List<List<String>> services(Fleet fleet) {
    List<List<String>> rows =
        new ArrayList<>(List.of(List.of("SERVICE", "LAYER", "LISTEN", "NODES", "POOLS")));
    fleet
        .services()
        .forEach(service ->
            rows.add(
                List.of(
                    service.name().value(),
                    service.layer().name().toLowerCase(java.util.Locale.ROOT),
                    service.listen().stream()
                        .map(Listener::toString)
                        .collect(Collectors.joining(",")),
                    Long.toString(fleet.nodes().stream().filter(service.on()::covers).count()),
                    service.pools().stream().map(Name::value).collect(Collectors.joining(",")))));
    return rows;
  }

  static List<List<String>> pools(Fleet fleet) {
    List<List<String>> rows =
        new ArrayList<>(List.of(List.of("POOL", "BALANCE", "LIVE", "BLUE", "GREEN")));
    fleet
        .pools()
        .forEach(pool ->
            rows.add(
                List.of(
                    pool.name().value(),
                    pool.balance().name().toLowerCase(java.util.Locale.ROOT),
                    pool.live().word(),
                    lane(pool.lane(LaneColor.BLUE)),
                    lane(pool.lane(LaneColor.GREEN)))));
    return rows;
  }

  private static String lane(pointsman.model.fleet.Lane lane) {
    return lane.version().map(version -> "v" + version + ", ").orElse("")
        + lane.servers().size()
        + " servers";
  }

  @Override
  public Integer call() throws Exception {
    List<List<String>> table = rows.apply(services.inventory().load());
    int[] widths = new int[table.getFirst().size()];
    table.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    return Complaint.DONE;
  }
}
