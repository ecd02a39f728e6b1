package pointsman.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.RunningLab;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.rollout.RolloutService;
import pointsman.service.rollout.RolloutWords;
import pointsman.service.shift.Capacity;

/// The demo's act on traffic: a canary, its promotion, and the way back. Each step is believed only
/// from what users get from outside. Blocking.
final class TrafficStory {
  private static final Name POOL = new Name("shop-web");
  private static final int CANARY = 2500;
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double RATE = 100;

  private final Services services;
  private final PrintStream out;
  private final Collection<String> troubles;

  /// @param troubles what did not work is added to it
  TrafficStory(Services services, PrintStream out, Collection<String> troubles) {
    this.services = services;
    this.out = out;
    this.troubles = troubles;
  }

  /// Plays it, or up to the first thing that did not work.
  void play(RunningLab lab) throws FailureException, InterruptedException {
    RolloutService rollouts = services.rollouts();
    out.println("· canary: 25 % of the users of " + POOL + " go to green");
    RolloutPolicy policy = RolloutPolicy.staged(List.of(CANARY, 10_000), Duration.ofMinutes(15));
    begin(rollouts, policy);
    if (!arrives(rollouts, RolloutState.Watching.class)) {
      return;
    }
    tellShift();
    usersGet(lab, CANARY / 10_000.0);
    if (!troubles.isEmpty()) {
      return;
    }
    out.println("· switch: green is promoted, all users follow");
    rollouts.tell(POOL, new RolloutEvent.Promote(rollouts.operator()), Consent.yes());
    if (!arrives(rollouts, RolloutState.SafetyNet.class)) {
      return;
    }
    tellShift();
    usersGet(lab, 1);
    if (!troubles.isEmpty()) {
      return;
    }
    out.println("· rollback: one step, all users back to blue");
    Instant began = Instant.now();
    rollouts.rollback(POOL);
    if (!arrives(rollouts, RolloutState.Ended.class)) {
      return;
    }
    out.println(
        "  back on every node in " + Duration.between(began, Instant.now()).toMillis() + " ms");
    usersGet(lab, 0);
  }

  /// Begins once the servers were looked at: right after a reload nobody knows how they are.
  private static void begin(RolloutService rollouts, RolloutPolicy policy)
      throws FailureException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        rollouts.begin(POOL, policy, Optional.empty(), Consent.yes());
        return;
      } catch (FailureException e) {
        boolean unknown =
            e.failure() instanceof Failure.Refused refused
                && refused.guard().equals(Capacity.GUARD);
        if (!unknown || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(250);
      }
    }
  }

  /// Waits until the rollout is where it is to go.
  private boolean arrives(RolloutService rollouts, Class<? extends RolloutState> state)
      throws FailureException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      RolloutSight sight = rollouts.sight(POOL).orElseThrow();
      if (state.isInstance(sight.rollout().state())) {
        return true;
      }
      boolean apart =
          sight.rollout().over() || sight.rollout().state() instanceof RolloutState.Parted;
      if (apart || System.nanoTime() > deadline) {
        troubles.add(POOL + ": " + RolloutWords.of(sight.rollout()));
        return false;
      }
      Thread.sleep(50);
    }
  }

  private void tellShift() throws FailureException {
    List<TrafficStore.ShiftEntry> shifts = services.traffic().shifts(POOL, 1);
    if (shifts.isEmpty()) {
      troubles.add("the shift of " + POOL + " was not kept");
      return;
    }
    TrafficStore.ShiftEntry last = shifts.getFirst();
    out.println(
        "  every node read back: "
            + last.nodes().size()
            + " nodes in "
            + last.total().toMillis()
            + " ms"
            + last.skew()
                .map(skew ->
                    ", the last "
                        + String.format(Locale.ROOT, "%.1f", skew.toNanos() / 1e6)
                        + " ms after the first by their own clocks")
                .orElse(""));
  }

  /// Real requests of a thousand users: the share that green answers, and no failure on HAProxy.
  private void usersGet(RunningLab lab, double share) throws InterruptedException {
    List<LoadOrder.Target> targets =
        lab.nodes().stream()
            .map(node -> new LoadOrder.Target(node.name().value(), node.address(), 8080))
            .toList();
    LoadResult seen =
        services.load().start(LoadOrder.of(targets, RATE).mixed(10, 0).lasting(LOOK)).await();
    Map<String, LoadResult.Count> lanes = seen.lanes();
    long green = count(lanes, "green");
    long all = green + count(lanes, "blue");
    double measured = all == 0 ? -1 : (double) green / all;
    out.println(
        String.format(
            Locale.ROOT,
            "  users got: green %.1f %% of %d requests, %d failed",
            100 * measured,
            all,
            seen.failed()));
    // Five standard errors of a share of independent users; 0 and 100 % are exact.
    double tolerance = all == 0 ? 0 : 5 * Math.sqrt(share * (1 - share) / Math.min(all, 1000));
    if (all == 0 || Math.abs(measured - share) > tolerance) {
      troubles.add(
          String.format(
              Locale.ROOT,
              "green was to get %.0f %% of %s, and got %.1f %%",
              100 * share,
              POOL,
              100 * measured));
    }
    if (seen.failed() > 0) {
      troubles.add(seen.failed() + " of " + seen.sent() + " requests failed");
    }
  }

  private static long count(Map<String, LoadResult.Count> lanes, String lane) {
    LoadResult.Count count = lanes.get(POOL + "/" + lane);
    return count == null ? 0 : count.sent();
  }
}
