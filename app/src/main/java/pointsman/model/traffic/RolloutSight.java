package pointsman.model.traffic;

import java.time.Instant;
import java.util.Optional;

/// A rollout as screens and commands show it.
///
/// @param id its id
/// @param rollout where it is
/// @param operator who began it
/// @param reason why, in the operator's words; empty where nobody had to say
/// @param began when
/// @param owner the program that drives it; empty: nobody does
/// @param ours whether that is this program
/// @param gates what the gates said last
/// @param next when it goes on by itself, or the safety net ends; empty: it waits for someone
public record RolloutSight(
    String id,
    Rollout rollout,
    String operator,
    String reason,
    Instant began,
    Optional<String> owner,
    boolean ours,
    GateReading gates,
    Optional<Instant> next) {}
