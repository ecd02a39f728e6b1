package pointsman.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;

/// What was commanded of the traffic and where every rollout is. Several programs share it: a
/// rollout is moved by compare-and-set, has one owner at a time, and takes wishes from all. Safe
/// for all threads.
public interface TrafficStore {
  /// How long an owner without a beat is taken for alive.
  Duration OWNED = Duration.ofSeconds(15);

  /// The split that was last commanded of a pool. Which lane is live stands in the inventory.
  ///
  /// @param candidate the share of the lane that is not live
  /// @param salt before the users' keys
  /// @param audience the lane that `candidate` means in audience rules; empty: the rules are off
  /// @param at when it was commanded
  /// @param operator by whom
  record PoolSplit(
      Share candidate, Salt salt, Optional<LaneColor> audience, Instant at, String operator) {
    /// With the lane that is live.
    public TrafficSplit on(LaneColor live) {
      return new TrafficSplit(live, candidate, salt, audience);
    }
  }

  /// Who drives a rollout.
  ///
  /// @param name a program, such as `ana@desk 4711`
  /// @param until unless it beats before, anyone may take the rollout over
  record Owner(String name, Instant until) {}

  /// A rollout as it is kept.
  ///
  /// @param id its id
  /// @param rollout where it is
  /// @param operator who began it
  /// @param reason why, in the operator's words; empty where nobody had to say
  /// @param began when
  /// @param owner who drives it, alive or not; empty: nobody
  record RolloutEntry(
      String id,
      Rollout rollout,
      String operator,
      String reason,
      Instant began,
      Optional<Owner> owner) {}

  /// A step of a rollout.
  ///
  /// @param at when
  /// @param who an operator, or what decided
  /// @param what in words
  /// @param before the former state; empty: it began
  /// @param after the next one
  record Line(
      Instant at, String who, String what, Optional<RolloutState> before, RolloutState after) {}

  /// A wish or an abort, from any window or command.
  ///
  /// @param at when
  /// @param event what and who
  record Asked(Instant at, RolloutEvent event) {}

  /// A fleet shift as it is kept.
  ///
  /// @param rollout whose step it was; empty: a split by hand
  /// @param pool whose split
  /// @param split what every node was to hold
  /// @param at when it began
  /// @param prepared until all nodes were ready
  /// @param committed from the word to go until the last node was seen to run it
  /// @param skew from the first to the last node, by their own stamps
  /// @param nodes a line each
  record ShiftEntry(
      Optional<String> rollout,
      Name pool,
      NodeSplit split,
      Instant at,
      Duration prepared,
      Duration committed,
      Optional<Duration> skew,
      List<ShiftNode> nodes) {
    /// Copies.
    public ShiftEntry {
      nodes = List.copyOf(nodes);
    }

    /// From its begin to its end.
    public Duration total() {
      return prepared.plus(committed);
    }
  }

  /// A node in a shift.
  ///
  /// @param node its name
  /// @param end how it came out
  /// @param stamp when its split changed, by its own clock
  /// @param note the failure in words, or empty
  record ShiftNode(Name node, NodeShifted.End end, Optional<Instant> stamp, String note) {}

  /// The last commanded split of every pool that ever had one.
  Map<Name, PoolSplit> splits() throws FailureException;

  /// Notes what is commanded of a pool; the split's live lane is not kept.
  void command(Name pool, TrafficSplit split, String operator, Instant at) throws FailureException;

  /// Forgets what was commanded of a pool, as if nothing ever was.
  void forget(Name pool) throws FailureException;

  /// Begins a rollout, owned for {@link #OWNED} from `at`.
  ///
  /// @param owner the program that drives it
  /// @param reason why, in the operator's words; empty where nobody had to say
  /// @throws FailureException with {@link pointsman.model.Failure.Refused} when the pool has one
  ///   that is not over
  RolloutEntry begin(Rollout rollout, String owner, String operator, String reason, Instant at)
      throws FailureException;

  /// A pool's latest rollout, over or not.
  Optional<RolloutEntry> find(Name pool) throws FailureException;

  /// All rollouts that are not over, the oldest first.
  List<RolloutEntry> open() throws FailureException;

  /// Takes a rollout to its next state and notes the step, together. Written before anything is
  /// done about it.
  ///
  /// @param before as it was read
  /// @param after the same in its next state
  /// @param what the step in words
  /// @param who an operator, or what decided
  /// @throws FailureException with {@link pointsman.model.Failure.Refused} when it is no longer as
  ///   it was read
  /// @throws IllegalArgumentException when more than the state differs
  void move(String id, Rollout before, Rollout after, String what, String who, Instant at)
      throws FailureException;

  /// Every step of a rollout, the oldest first.
  List<Line> history(String id) throws FailureException;

  /// Takes or renews a rollout: when nobody has it, when its owner's time is up, or when it is ours
  /// already.
  ///
  /// @return whether it is ours now
  boolean own(String id, String owner, Instant now, Duration validFor) throws FailureException;

  /// Says that a rollout's owner lives, or asks whether it still is its owner. One that another
  /// took, ended or let go is never had back by this.
  ///
  /// @return whether it still is
  boolean renew(String id, String owner, Instant now, Duration validFor) throws FailureException;

  /// Takes a rollout from whoever has it, alive or not, and takes its next step, together: from
  /// then on the former owner is refused whatever it asks for.
  ///
  /// @param owner who has it from now on
  /// @param before as it was read
  /// @param step to the state that follows, which may be the same
  /// @throws FailureException with {@link pointsman.model.Failure.Refused} when it is no longer as
  ///   it was read; nothing is taken then
  void seize(String id, Owner owner, Rollout before, Line step) throws FailureException;

  /// Lets a rollout go; nothing happens when another has it.
  void release(String id, String owner) throws FailureException;

  /// Leaves a wish or an abort for the owner.
  ///
  /// @throws FailureException with {@link pointsman.model.Failure.Refused} when the rollout is over
  /// @throws IllegalArgumentException for every other event
  void append(String id, RolloutEvent event, Instant at) throws FailureException;

  /// Takes all that was asked for, in the order in which it was; nobody gets it again.
  ///
  /// @throws FailureException with {@link pointsman.model.Failure.Refused} when the rollout is
  ///   another's; nothing is taken then
  List<Asked> takeWishes(String id, String owner) throws FailureException;

  /// Keeps what came of a fleet shift.
  ///
  /// @param rollout whose step it was; empty: a split by hand
  void shifted(Optional<String> rollout, ShiftResult result) throws FailureException;

  /// A pool's latest shifts, newest first.
  List<ShiftEntry> shifts(Name pool, int limit) throws FailureException;
}
