package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.Share;
import pointsman.ui.kit.Words;

/// The nodes that were seen just now to run something else than was commanded: by what they run, in
/// words. They may differ in who goes by rule alone, or in who is among the share.
final class Others {
  private Others() {}

  static Map<String, List<Name>> of(TrafficPicture now, Words words) {
    NodeSplit wanted = now.traffic().commanded().onNode();
    Map<String, List<Name>> others = new LinkedHashMap<>();
    for (NodeTraffic node : now.traffic().nodes()) {
      if (node.current()) {
        node.split()
            .filter(split -> !split.equals(wanted))
            .ifPresent(split ->
                others
                    .computeIfAbsent(told(now, split, wanted, words), _ -> new ArrayList<>())
                    .add(node.node()));
      }
    }
    return others;
  }

  private static String told(TrafficPicture now, NodeSplit split, NodeSplit wanted, Words words) {
    Share share = now.candidate() == LaneColor.GREEN ? split.green() : split.green().rest();
    List<String> facts = new ArrayList<>(List.of(share.toString()));
    boolean alike = split.green().equals(wanted.green()) && split.salt().equals(wanted.salt());
    boolean rules = !now.pool().audience().isEmpty();
    if (!split.audience().equals(wanted.audience()) && (rules || alike)) {
      facts.add(words.of(split.audience().isPresent() ? "audience.on" : "audience.off"));
    }
    if (!split.salt().equals(wanted.salt())) {
      facts.add(words.of("split.salt"));
    }
    return String.join(" · ", facts);
  }
}
