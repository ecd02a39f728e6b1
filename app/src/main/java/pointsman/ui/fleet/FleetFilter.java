package pointsman.ui.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.health.NodeHealth.Contact;
import pointsman.ui.kit.Mark;

/// A filter as typed: `is:down region:eu age:>30s web`; all parts must hold. Bare words look at
/// names, addresses, tags, releases.
///
/// @param text as typed
/// @param unknown the first part that is not understood
/// @param test which rows are shown
record FleetFilter(String text, Optional<String> unknown, Predicate<NodeRow> test) {
  private static final Pattern AGE = Pattern.compile("([<>])(\\d{1,6})(s|m|h)?");

  /// Reads a filter; a part that is not understood is told and ignored.
  static FleetFilter parse(String text) {
    List<Predicate<NodeRow>> parts = new ArrayList<>();
    Optional<String> unknown = Optional.empty();
    for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      Optional<Predicate<NodeRow>> part = part(word);
      if (part.isPresent()) {
        parts.add(part.get());
      } else if (unknown.isEmpty()) {
        unknown = Optional.of(word);
      }
    }
    return new FleetFilter(text, unknown, row -> parts.stream().allMatch(part -> part.test(row)));
  }

  /// The filter for a group of nodes, as one would type it; empty for those without a group.
  static String of(FleetBoard.Grouping grouping, String group) {
    return group.isEmpty() ? "" : grouping.name().toLowerCase(Locale.ROOT) + ":" + group;
  }

  private static Optional<Predicate<NodeRow>> part(String word) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      return Optional.of(row -> haystack(row).contains(word));
    }
    String value = word.substring(colon + 1);
    return switch (word.substring(0, colon)) {
      case "is" -> state(value);
      case "region" ->
          Optional.of(row -> row.node().region().map(Name::value).orElse("").startsWith(value));
      case "tag" ->
          Optional.of(
              row -> row.node().tags().stream().anyMatch(tag -> tag.value().startsWith(value)));
      case "engine" ->
          Optional.of(row -> NodeRow.engineWord(row.node().engine()).startsWith(value));
      case "release" -> Optional.of(row -> row.release().toLowerCase(Locale.ROOT).contains(value));
      case "name" -> Optional.of(row -> row.node().name().value().contains(value));
      case "age" -> age(value);
      default -> Optional.empty();
    };
  }

  private static Optional<Predicate<NodeRow>> state(String value) {
    return switch (value) {
      case "fresh" -> Optional.of(row -> row.contact() == Contact.FRESH);
      case "ageing" -> Optional.of(row -> row.contact() == Contact.AGEING);
      case "ok" -> Optional.of(row -> row.mark() == Mark.UP);
      case "bad" -> Optional.of(row -> row.mark() != Mark.UP);
      default -> {
        for (Mark mark : Mark.values()) {
          if (mark.word().equals(value)) {
            yield Optional.of(row -> row.mark() == mark);
          }
        }
        yield Optional.empty();
      }
    };
  }

  private static Optional<Predicate<NodeRow>> age(String value) {
    Matcher match = AGE.matcher(value);
    if (!match.matches()) {
      return Optional.empty();
    }
    String unit = match.group(3) == null ? "s" : match.group(3);
    long seconds =
        Long.parseLong(match.group(2))
            * switch (unit) {
              case "m" -> 60;
              case "h" -> 3600;
              default -> 1;
            };
    boolean older = match.group(1).equals(">");
    return Optional.of(row ->
        older
            ? row.ageSeconds() > seconds || row.ageSeconds() < 0
            : row.ageSeconds() >= 0 && row.ageSeconds() < seconds);
  }

  private static String haystack(NodeRow row) {
    Node node = row.node();
    return node.name()
        + " "
        + node.address()
        + " "
        + node.region().map(Name::value).orElse("")
        + " "
        + node.tags()
        + " "
        + row.engineText()
        + " "
        + row.release()
        + " "
        + row.mark().word();
  }
}
