package pointsman.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.TrafficStore;

/// A store that does something right before and right after a step of a rollout was written down,
/// and when an owner was told that it still is one (`asked`).
record StepStore(TrafficStore store, At at) implements TrafficStore {
  /// What is done there.
  interface At {
    void step(String when, Rollout rollout);
  }

  /// A state's name, with its stage where it has one: `Watching 1`.
  static String name(Rollout rollout) {
    return switch (rollout.state()) {
      case pointsman.model.traffic.RolloutState.Shifting to -> "Shifting " + to.stage();
      case pointsman.model.traffic.RolloutState.Watching w -> "Watching " + w.stage();
      case pointsman.model.traffic.RolloutState other -> other.getClass().getSimpleName();
    };
  }

  @Override
  public Map<Name, PoolSplit> splits() throws FailureException {
    return store.splits();
  }

  @Override
  public void forget(Name pool) throws FailureException {
    store.forget(pool);
  }

  @Override
  public void command(Name pool, TrafficSplit split, String operator, Instant when)
      throws FailureException {
    store.command(pool, split, operator, when);
  }

  @Override
  public RolloutEntry begin(
      Rollout rollout, String owner, String operator, String reason, Instant when)
      throws FailureException {
    RolloutEntry entry = store.begin(rollout, owner, operator, reason, when);
    at.step("after", rollout);
    return entry;
  }

  @Override
  public Optional<RolloutEntry> find(Name pool) throws FailureException {
    return store.find(pool);
  }

  @Override
  public List<RolloutEntry> open() throws FailureException {
    return store.open();
  }

  @Override
  public void move(String id, Rollout before, Rollout after, String what, String who, Instant when)
      throws FailureException {
    at.step("before", after);
    store.move(id, before, after, what, who, when);
    at.step("after", after);
  }

  @Override
  public List<Line> history(String id) throws FailureException {
    return store.history(id);
  }

  @Override
  public boolean own(String id, String owner, Instant now, Duration validFor)
      throws FailureException {
    return store.own(id, owner, now, validFor);
  }

  @Override
  public boolean renew(String id, String owner, Instant now, Duration validFor)
      throws FailureException {
    boolean ours = store.renew(id, owner, now, validFor);
    for (RolloutEntry entry : ours ? store.open() : List.<RolloutEntry>of()) {
      if (entry.id().equals(id)) {
        at.step("asked", entry.rollout());
      }
    }
    return ours;
  }

  @Override
  public void seize(String id, Owner owner, Rollout before, Line step) throws FailureException {
    store.seize(id, owner, before, step);
  }

  @Override
  public void release(String id, String owner) throws FailureException {
    store.release(id, owner);
  }

  @Override
  public void append(String id, RolloutEvent event, Instant when) throws FailureException {
    store.append(id, event, when);
  }

  @Override
  public List<Asked> takeWishes(String id, String owner) throws FailureException {
    return store.takeWishes(id, owner);
  }

  @Override
  public void shifted(Optional<String> rollout, ShiftResult result) throws FailureException {
    store.shifted(rollout, result);
  }

  @Override
  public List<ShiftEntry> shifts(Name pool, int limit) throws FailureException {
    return store.shifts(pool, limit);
  }
}
