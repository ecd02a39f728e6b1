package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pointsman.driver.Shifting;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.TakenUsers;
import pointsman.model.traffic.NodeSplit;
import pointsman.service.node.NodeAccess;

/// The users of a node that is taken over, whom another inventory commanded: seen where ours wants
/// them, or as they were. Nothing is asked where there are none. One thread at a time.
final class OthersUsers {
  private final Node node;
  private final List<TakenUsers> taken;
  private final NodeAccess access;
  private Map<Name, NodeSplit> before = Map.of();

  /// @param taken by the release
  OthersUsers(Node node, List<TakenUsers> taken, NodeAccess access) {
    this.node = node;
    this.taken = taken;
    this.access = access;
  }

  /// Reads how they are divided, under the lock: nobody moves them from now on but their lease.
  void remember() throws FailureException {
    if (!taken.isEmpty()) {
      before = look().splits();
    }
  }

  /// Until they are where ours wants them; those of pools that stay, as they were.
  ///
  /// @return what was seen
  List<String> awaitOurs() throws FailureException {
    await(users -> users.to().or(() -> before(users)));
    return taken.stream().map(this::seen).toList();
  }

  /// Until they are as they were.
  ///
  /// @return what was seen
  List<String> awaitAsBefore() throws FailureException {
    await(this::before);
    return taken.isEmpty() ? List.of() : List.of("users: divided as before, read back");
  }

  private Optional<NodeSplit> before(TakenUsers users) {
    return Optional.ofNullable(before.get(users.pool()));
  }

  private String seen(TakenUsers users) {
    Optional<NodeSplit> was = before(users);
    String now = users.to().or(() -> was).map(users::words).orElse("no split");
    return users.since(was).isEmpty()
        ? "split of " + users.pool() + ": " + now + ", read back"
        : NodeResult.USERS
            + users.pool()
            + (users.to().isEmpty() ? " still " : " ")
            + now
            + ", read back; before "
            + was.map(users::words).orElse("no split")
            + " by another inventory's command";
  }

  private void await(Function<TakenUsers, Optional<NodeSplit>> wanted) throws FailureException {
    Instant deadline = access.desk().clock().instant().plus(access.desk().limits().verify());
    while (!taken.isEmpty()) {
      Failure failure;
      try {
        List<String> differences = differences(look(), wanted);
        if (differences.isEmpty()) {
          return;
        }
        failure = new Failure.NotVerified(node.name(), String.join("; ", differences));
      } catch (FailureException e) {
        failure = e.failure();
      }
      boolean late = access.desk().clock().instant().isAfter(deadline);
      if (late || Thread.currentThread().isInterrupted()) {
        throw new FailureException(failure);
      }
      NodeHold.pause(Duration.ofMillis(60));
    }
  }

  private List<String> differences(
      Shifting.SplitSight sight, Function<TakenUsers, Optional<NodeSplit>> wanted) {
    List<String> differences = new ArrayList<>();
    for (TakenUsers users : taken) {
      Optional<NodeSplit> runs = Optional.ofNullable(sight.splits().get(users.pool()));
      Optional<NodeSplit> want = wanted.apply(users);
      if (sight.stopping() || !runs.equals(want)) {
        differences.add(
            "of the users of %s it runs %s, not %s"
                .formatted(
                    users.pool(),
                    runs.map(users::words).orElse("no split"),
                    want.map(users::words).orElse("no split")));
      }
    }
    return differences;
  }

  private Shifting.SplitSight look() throws FailureException {
    return access.splits(node, taken.stream().map(TakenUsers::pool).toList());
  }
}
