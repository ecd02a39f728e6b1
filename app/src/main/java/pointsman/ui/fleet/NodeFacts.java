package pointsman.ui.fleet;

import java.time.Duration;
import pointsman.ui.kit.Facts;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// The facts at a node's side.
final class NodeFacts {
  private NodeFacts() {}

  static void show(Facts facts, NodePicture now, Words words) {
    NodeRow row = now.row();
    facts.clear();
    facts.add(
        words.of("node.fact.contact"),
        row.ageSeconds() < 0
            ? words.of("node.never")
            : words.of("node.ago", Units.age(Duration.ofSeconds(row.ageSeconds()))));
    facts.add(words.of("node.fact.engine"), row.engineText());
    facts.mono(words.of("node.fact.release"), row.release().isEmpty() ? "–" : row.release());
    now.sight()
        .ifPresent(sight -> {
          if (sight.pid() > 0) {
            facts.mono(words.of("node.fact.pid"), Integer.toString(sight.pid()));
            facts.add(words.of("node.fact.uptime"), Units.age(sight.uptime()));
          }
          facts.add(
              words.of("fleet.column.connections"), Units.count((double) sight.connections()));
        });
    facts.add(words.of("fleet.column.requests"), Units.count(row.requests()));
    facts.add(
        words.of("node.fact.services"),
        String.join(", ", now.services().stream().map(each -> each.name().value()).toList()));
    facts.add(
        words.of("node.fact.region"),
        now.node().region().map(region -> region.value()).orElse("–"));
    facts.add(
        words.of("node.fact.tags"),
        now.node().tags().isEmpty()
            ? "–"
            : String.join(", ", now.node().tags().stream().map(tag -> tag.value()).toList()));
    facts.mono(words.of("node.fact.root"), now.node().paths().root().value());
  }
}
