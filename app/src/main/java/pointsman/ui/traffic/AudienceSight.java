package pointsman.ui.traffic;

import pointsman.model.traffic.NodeTraffic;

/// How a pool's audience rules stand.
///
/// @param any whether it has any
/// @param on whether they are commanded to count
/// @param onNodes on how many nodes they do, as told by the load balancer
/// @param offNodes on how many they do not
/// @param silent of how many nothing fresh is known; one that serves nothing is none of them
/// @param inRollout whether a rollout has them
/// @param free whether they can be switched by hand
record AudienceSight(
    boolean any,
    boolean on,
    int onNodes,
    int offNodes,
    int silent,
    boolean inRollout,
    boolean free) {

  static AudienceSight of(TrafficPicture now) {
    boolean any = !now.pool().audience().isEmpty();
    int on = 0;
    int off = 0;
    int silent = 0;
    for (NodeTraffic node : now.traffic().nodes()) {
      if (node.standstill().isPresent()) {
        continue; // it serves nobody
      }
      if (!node.current() || node.split().isEmpty()) {
        silent++;
      } else if (node.split().get().audience().isPresent()) {
        on++;
      } else {
        off++;
      }
    }
    boolean rollout = now.rollout().isPresent();
    return new AudienceSight(
        any,
        now.traffic().commanded().audience().isPresent(),
        on,
        off,
        silent,
        rollout,
        any && !rollout && now.hasCandidate() && now.nodes() > 0);
  }

  /// How they stand in a word: as measured where all nodes were seen to do as commanded.
  String word() {
    if (differs()) {
      return "audience.differs";
    }
    if (silent > 0 || onNodes + offNodes == 0) {
      return on ? "audience.on.unseen" : "audience.off.unseen";
    }
    return on ? "audience.on" : "audience.off";
  }

  /// Whether a node was seen to do otherwise than commanded.
  boolean differs() {
    return on ? offNodes > 0 : onNodes > 0;
  }
}
