package pointsman.model.plan;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Share;

/// The users of a pool on a node that is taken over: what the other inventory commanded of them
/// goes with its release, and comes back with it.
///
/// @param pool whose users
/// @param from how they were divided there when it was looked at; empty: it did not tell
/// @param to how they are divided from the commit on; empty: the pool stays as it was deployed
///   there, and its users as they are
/// @param rules whether the pool has audience rules, there or with us: without any they tell
///   nothing
/// @param files the run-time files of that, by name below the state folder
public record TakenUsers(
    Name pool,
    Optional<NodeSplit> from,
    Optional<NodeSplit> to,
    boolean rules,
    Map<String, String> files) {
  /// Copies and sorts.
  public TakenUsers {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /// What a plan says of them; empty when nobody moves.
  public Optional<String> note() {
    return since(from);
  }

  /// The same from another moment on.
  ///
  /// @param from how they were divided then
  public Optional<String> since(Optional<NodeSplit> from) {
    String now =
        "users: of "
            + pool
            + " "
            + from.map(split -> words(split) + " now").orElse("it is not known how many run green")
            + ", as another inventory commands; ";
    if (to.isEmpty()) {
      return from.filter(this::isWhole).isPresent()
          ? Optional.empty()
          : Optional.of(now + "they stay so, as the pool stays as deployed");
    }
    NodeSplit ours = to.get();
    if (from.filter(split -> alike(split, ours)).isPresent()) {
      return Optional.empty();
    }
    boolean others = from.filter(split -> split.green().equals(ours.green())).isPresent();
    return Optional.of(
        now
            + "this deploy makes that "
            + words(ours)
            + (others ? ", other users than before" : ""));
  }

  /// Whether all are in one lane, whatever their keys.
  private boolean isWhole(NodeSplit split) {
    return (!rules || split.audience().isEmpty())
        && (split.green().equals(Share.NONE) || split.green().equals(Share.ALL));
  }

  /// Whether two splits divide all users alike.
  private boolean alike(NodeSplit one, NodeSplit other) {
    return one.green().equals(other.green())
        && (one.salt().equals(other.salt()) || (isWhole(one) && isWhole(other)))
        && (!rules || one.audience().equals(other.audience()));
  }

  /// A split in words, such as `25 % green`.
  public String words(NodeSplit split) {
    return split.green()
        + " green"
        + (rules ? ", audience " + split.audience().map(LaneColor::word).orElse("off") : "");
  }
}
