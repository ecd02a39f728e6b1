package pointsman.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.model.Failure;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeShifted.End;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.ShiftResult;

/// What came of a fleet shift as text: every node, and where it is only partly done, how to go on.
/// Of the audience nothing is said where the pool has no rules.
final class ShiftText {
  private final boolean rules;

  /// @param rules whether the pool has audience rules
  ShiftText(boolean rules) {
    this.rules = rules;
  }

  /// @param pool as the inventory has it
  static ShiftText of(Optional<Pool> pool) {
    return new ShiftText(pool.filter(each -> each.audience().isEmpty()).isEmpty());
  }

  /// The exit code.
  static int code(ShiftResult result) {
    if (result.seated()) {
      return Complaint.DONE;
    }
    Optional<Failure> why = result.culprit().flatMap(NodeShifted::failure);
    boolean guarded =
        why.filter(failure -> Complaint.exitCode(failure) == Complaint.REFUSED).isPresent();
    if (!result.told() && guarded) {
      return Complaint.REFUSED;
    }
    return result.untouched() ? Complaint.AS_BEFORE : Complaint.UNKNOWN;
  }

  /// Whether all nodes run what is commanded.
  boolean asCommanded(PoolTraffic traffic) {
    return switch (traffic.measured()) {
      case PoolTraffic.Agreed agreed ->
          agreed.split().green().equals(traffic.commanded().green())
              && oddAudience(traffic).isEmpty();
      case PoolTraffic.Apart _, PoolTraffic.Unknown _ -> false;
    };
  }

  /// A split in words: `5 % green`, and what more there is to it.
  String words(NodeSplit split) {
    return words(split, rules);
  }

  private static String words(NodeSplit split, boolean audience) {
    return split.green()
        + " green, salt "
        + split.salt()
        + (audience ? ", audience " + split.audience().map(LaneColor::word).orElse("off") : "");
  }

  /// Splits that were seen, with the nodes that run them.
  ///
  /// @param all how many nodes carry the pool
  List<String> seen(Map<NodeSplit, List<Name>> seen, int all) {
    boolean differ = seen.keySet().stream().map(NodeSplit::audience).distinct().count() > 1;
    List<String> lines = new ArrayList<>();
    seen.forEach((split, nodes) ->
        lines.add("    " + words(split, rules || differ) + NodesText.after(nodes, all)));
    return lines;
  }

  List<String> lines(ShiftResult result, String percent) {
    List<String> lines = new ArrayList<>();
    for (NodeShifted node : result.nodes()) {
      lines.add(
          node.node()
              + ": "
              + words(node.end())
              + node.seen().map(seen -> " · runs " + words(seen)).orElse(""));
      node.failure()
          .ifPresent(failure -> {
            lines.add("  " + failure.summary());
            lines.add("  " + failure.action());
          });
    }
    lines.add(
        "prepared in %d ms, went and was read back in %d ms%s"
            .formatted(
                result.prepared().toMillis(),
                result.committed().toMillis(),
                result
                    .skew()
                    .map(skew -> ", %.1f ms apart by the nodes' clocks".formatted(millis(skew)))
                    .orElse("")));
    switch (code(result)) {
      case Complaint.DONE -> {}
      case Complaint.AS_BEFORE ->
          lines.add("Failed: every node was verified to run what it ran before.");
      case Complaint.REFUSED -> lines.add("Refused: no node was told to go.");
      default -> howToGoOn(result, percent, lines);
    }
    return lines;
  }

  private static void howToGoOn(ShiftResult result, String percent, List<String> lines) {
    if (!result.told()) {
      lines.add("Not done: no node was told to go, but not all of them were seen since.");
      lines.add("To go without nodes that cannot be reached: --without " + names(result.behind()));
      return;
    }
    lines.add("Partly done: the fleet is split. Not seen to run it: " + names(result.behind()));
    lines.add("To try again:  pointsman split " + result.pool() + " " + percent);
    lines.add("To go back:    pointsman split " + result.pool() + " 0");
    lines.add("To see what runs: pointsman traffic " + result.pool());
  }

  private static String names(List<Name> names) {
    return names.stream().map(Name::value).collect(Collectors.joining(" "));
  }

  private static String words(End end) {
    return switch (end) {
      case SEATED -> "done, verified";
      case UNTOUCHED -> "as before, verified";
      case LEFT_OUT -> "left out";
      case UNKNOWN -> "not known";
    };
  }

  static double millis(java.time.Duration time) {
    return time.toNanos() / 1e6;
  }

  /// Audience rules that are on or off against the command, with what mends it, where all nodes
  /// agree.
  Optional<String> oddAudience(PoolTraffic traffic) {
    Optional<LaneColor> commanded = traffic.commanded().audience();
    return rules
            && traffic.measured() instanceof PoolTraffic.Agreed(NodeSplit split)
            && !split.audience().equals(commanded)
        ? Optional.of(
            "  audience rules: %s; 'pointsman split %s --audience %s"
                .formatted(
                    split
                        .audience()
                        .map(lane -> "on for " + lane.word() + " where nobody commanded it")
                        .orElse("off, commanded on"),
                    traffic.pool(),
                    commanded.isPresent() ? "on' switches them on" : "off' switches them off"))
        : Optional.empty();
  }
}
