package pointsman.service;

import pointsman.port.TrafficStore;

/// What a rollout is driven with.
///
/// @param store where every rollout is, shared by all programs of a home
/// @param shifts brings nodes to a split
/// @param leases on the nodes
/// @param gates of the candidate
/// @param lanes names the live lane
public record RolloutParts(
    TrafficStore store, Shifts shifts, Leases leases, GateSource gates, LiveLanes lanes) {}
