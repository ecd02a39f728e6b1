package pointsman.service.rollout;

import java.time.Duration;

/// How fast a program drives rollouts.
///
/// @param look how often wishes of other programs are looked for
/// @param tick how often the gates are read
/// @param beat how often an owner says that it lives, and leases that are due are renewed
/// @param owned how long an owner without a beat is taken for alive; it is also how long nobody may
///   have watched before a stage begins anew
/// @param longestLease what a policy's longer lease is cut to
public record RolloutPace(
    Duration look, Duration tick, Duration beat, Duration owned, Duration longestLease) {

  /// 200 ms, 1 s, 5 s, 15 s, leases as the policy says.
  public static RolloutPace usual() {
    return new RolloutPace(
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofDays(1));
  }

  /// How long after a renewal the next one is due.
  Duration renewal(Duration lease) {
    Duration quarter = (lease.compareTo(longestLease) > 0 ? longestLease : lease).dividedBy(4);
    return quarter.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : quarter;
  }
}
