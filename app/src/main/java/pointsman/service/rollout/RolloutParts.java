package pointsman.service.rollout;

import pointsman.port.TrafficStore;
import pointsman.service.watch.GateSource;

/// What a rollout is driven with.
///
/// @param store where every rollout is, shared by all programs of a home
/// @param shifts brings nodes to a split
/// @param leases on the nodes
/// @param gates of the candidate
/// @param lanes names the live lane
public record RolloutParts(
    TrafficStore store, Shifts shifts, Leases leases, GateSource gates, LiveLanes lanes) {}
