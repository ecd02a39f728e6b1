package pointsman.service.rollout;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.port.Inventory;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.Readiness;
import pointsman.service.shift.Capacity;

/// What stands before a rollout: guards, a candidate that answers, a salt of its own.
public final class RolloutBegin {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private final Inventory inventory;
  private final TrafficStore store;
  private final Preparation preparation;
  private final NodeAccess access;
  private final Guards guards;
  private final Capacity capacity;
  private final RandomGenerator chance = new SecureRandom();

  /// @param access how candidates are asked from the nodes
  /// @param guards what is asked before users are moved
  /// @param capacity whether a lane has the servers for its first share
  public RolloutBegin(
      Inventory inventory,
      TrafficStore store,
      NodeAccess access,
      Guards guards,
      Capacity capacity) {
    this.capacity = capacity;
    this.inventory = inventory;
    this.store = store;
    this.guards = guards;
    this.access = access;
    this.preparation = new Preparation(access);
  }

  /// Lets a rollout begin, or says why not. Nothing is changed.
  Prepared prepare(Name name, RolloutPolicy policy, Optional<UrlPath> smoke, Consent consent)
      throws FailureException {
    Fleet fleet = inventory.load();
    Pool pool = require(name);
    LaneColor candidate = pool.live().other();
    if (pool.lane(candidate).servers().isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "candidate",
              "Lane " + candidate.word() + " of pool " + name + " has no server.",
              "Nothing was changed. Give it servers in the fleet file, apply and deploy, then begin."));
    }
    List<Node> carriers = fleet.carriers(name);
    int nodes = carriers.size();
    if (nodes == 0) {
      throw new FailureException(
          new Failure.Refused(
              "nodes", "No node carries pool " + name + ".", "Route a service to it and deploy."));
    }
    guards.require(
        fleet,
        "This moves users of " + name + " on " + nodes + (nodes == 1 ? " node" : " nodes"),
        Guards.Kind.CHANGE,
        consent,
        List.of(name));
    Readiness.requireOurs(access, carriers, inventory.id());
    Salt salt = salt(pool, policy);
    capacity.require(fleet, pool, pool.live(), policy.stages().getFirst().share(), carriers);
    Optional<String> seen = preparation.check(fleet, pool, candidate, smoke);
    return new Prepared(Rollout.begin(name, pool.live(), salt, policy), seen);
  }

  /// What may begin.
  ///
  /// @param smoke what a smoke test saw
  record Prepared(Rollout rollout, Optional<String> smoke) {}

  /// Lets a wish be told, or says what is to be done first.
  void allow(Name pool, RolloutEvent event, Consent consent) throws FailureException {
    Guards.Kind kind =
        switch (event) {
          case RolloutEvent.Promote _, RolloutEvent.Retry _, RolloutEvent.Resume _ ->
              Guards.Kind.CHANGE;
          case RolloutEvent.AcceptSplit _ -> Guards.Kind.GRAVE;
          case RolloutEvent.StepBack _,
              RolloutEvent.UndoOthers _,
              RolloutEvent.Hold _,
              RolloutEvent.Abort _,
              RolloutEvent.Seated _,
              RolloutEvent.Refused _,
              RolloutEvent.CameApart _,
              RolloutEvent.Tick _,
              RolloutEvent.LeaseRanOut _,
              RolloutEvent.TakenOver _ ->
              Guards.Kind.WAY_BACK;
        };
    guards.require("This moves users of " + pool, kind, consent, pool);
  }

  /// The pool of this name.
  Pool require(Name name) throws FailureException {
    Fleet fleet = inventory.load();
    Optional<Pool> pool = fleet.findPool(name);
    if (pool.isEmpty()) {
      throw new FailureException(
          new Failure.NotFound(
              "pool", name.value(), fleet.pools().stream().map(p -> p.name().value()).toList()));
    }
    return pool.get();
  }

  /// A new one, unless users stand on both lanes: a new one would move them.
  private Salt salt(Pool pool, RolloutPolicy policy) throws FailureException {
    Optional<TrafficStore.PoolSplit> now = Optional.ofNullable(store.splits().get(pool.name()));
    Share share = now.map(TrafficStore.PoolSplit::candidate).orElse(Share.NONE);
    if (now.isEmpty() || share.equals(Share.NONE) || share.equals(Share.ALL)) {
      return fresh();
    }
    if (policy.stages().getFirst().share().compareTo(share) < 0) {
      throw new FailureException(
          new Failure.Refused(
              "split",
              "Pool "
                  + pool.name()
                  + " stands at "
                  + share
                  + " by hand, and the first stage is "
                  + policy.stages().getFirst().share()
                  + ": users would go back.",
              "Begin with a stage of at least "
                  + share
                  + ", or bring it to 0 first: 'pointsman split "
                  + pool.name()
                  + " 0'."));
    }
    return now.get().salt();
  }

  private Salt fresh() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      text.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    }
    return new Salt(text.toString());
  }
}
