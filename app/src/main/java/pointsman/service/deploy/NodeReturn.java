package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pointsman.driver.LeaseVerbs;
import pointsman.driver.ScriptVerbs;
import pointsman.driver.StatusReader;
import pointsman.engine.plan.DeployPlanner;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeLease;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.service.node.NodeTalk;
import pointsman.service.node.Readiness;

/// A node's way back to its former release, and what is there when the link broke. What it says of
/// the node was seen there; all else is unknown.
final class NodeReturn {
  /// For so long a conversation that stands may be silent when it is asked whether it does.
  private static final Duration ALIVE = Duration.ofSeconds(5);

  private final NodeHold hold;

  NodeReturn(NodeHold hold) {
    this.hold = hold;
  }

  /// Disarms the dead-man; where it was faster, the node goes back.
  NodeResult confirm(NodeTalk open) throws FailureException {
    boolean taken = tookOver();
    Frame frame =
        taken ? LeaseVerbs.confirmTaking(release(), ended()) : ScriptVerbs.confirm(release());
    ScriptAnswer answer = open.exchange(List.of(frame), hold.limits().answer()).getFirst();
    if (answer.ok()) {
      hold.saw("dead-man: disarmed");
      return taken ? doneWithoutOthersLeases(open) : hold.done();
    }
    String why =
        answer.code().equals("fired")
            ? "the dead-man fired before the confirmation: "
            : "it cannot be confirmed: ";
    return goBack(new Failure.NotVerified(hold.node().name(), why + answer.text()));
  }

  /// Whether another inventory had the node; a release of our own that was edited has our leases.
  private boolean tookOver() {
    String ours = hold.change().release().manifest().inventory();
    return hold.former()
        .map(had -> DeployPlanner.otherInventory(had, ours).isPresent())
        .orElse(!hold.change().release().taken().isEmpty());
  }

  /// The pools whose users whoever had the node before commands there no more.
  private Set<Name> ended() {
    Set<Name> pools = new TreeSet<>();
    hold.former().map(Manifest::pools).orElse(List.of()).forEach(pool -> pools.add(pool.name()));
    hold.change().release().taken().forEach(users -> pools.add(users.pool()));
    hold.change().release().taken().stream()
        .filter(users -> users.to().isEmpty())
        .forEach(users -> pools.remove(users.pool()));
    return pools;
  }

  /// A rollout of whoever had the node before has no users there any more: its lease would bring
  /// ours to a home of its own. The confirmation took it; here it is seen.
  private NodeResult doneWithoutOthersLeases(NodeTalk open) throws FailureException {
    Set<Name> ended = ended();
    List<NodeLease> left =
        StatusReader.leases(open.ask(ScriptVerbs.status())).stream()
            .filter(lease -> ended.contains(lease.pool()))
            .toList();
    if (!left.isEmpty()) {
      return hold.ended(
          NodeResult.End.UNKNOWN,
          Optional.of(release()),
          new Failure.NotVerified(
              hold.node().name(),
              "the former owner's lease on the users of "
                  + left.getFirst().pool()
                  + " is still there, and may move them"));
    }
    hold.saw("leases of before: none is left");
    // One that waited long for our lock went ahead without it.
    hold.requireUsers();
    return hold.done();
  }

  /// What runs was not seen to be as planned. A node that answers goes back at once, also when its
  /// load balancer tells nobody what it runs; one that does not is looked for again.
  NodeResult unverified(Failure why) {
    return why.isLost() && !answers() ? recover(why) : goBack(why);
  }

  private boolean answers() {
    try {
      hold.talk().exchange(List.of(ScriptVerbs.status()), ALIVE);
      return true;
    } catch (FailureException _) {
      return false;
    }
  }

  /// Ends an unconfirmed commit by going back.
  NodeResult goBack(Failure why) {
    hold.note(Phase.REVERTING, why.summary());
    ScriptAnswer settled;
    try {
      settled =
          hold.talk().exchange(List.of(ScriptVerbs.settle()), hold.limits().check()).getFirst();
    } catch (FailureException e) {
      return recover(why);
    }
    settled.find("result").ifPresent(result -> hold.saw(NodeResult.BACK + result));
    return settled.ok() ? asBefore(why) : unknown(why);
  }

  /// Says so only after the former release was seen to run.
  private NodeResult asBefore(Failure why) {
    try {
      NodeStatus status = hold.talk().status();
      if (!isFormer(status)) {
        return unknownAs(status, why);
      }
      Optional<Manifest> ours = hold.former().filter(former -> !former.inventory().isEmpty());
      if (ours.isPresent()) {
        hold.awaitPlanned(ours.get());
        hold.saw("former release: seen running");
        hold.awaitUsersAsBefore();
      } else {
        hold.saw("former release: its files are back, by sha256");
        hold.saw(
            "former release: process "
                + status.masterPid()
                + " lives, with "
                + status.workers().size()
                + " workers");
        hold.saw(NodeResult.NOT_COMPARED + "what it answers, since Pointsman did not make it");
      }
      return hold.ended(NodeResult.End.REVERTED, hold.change().against(), why);
    } catch (FailureException e) {
      hold.saw("after going back: " + e.failure().summary());
      return hold.ended(NodeResult.End.UNKNOWN, Optional.empty(), why);
    }
  }

  /// The link broke around a commit: look again until it is known what is there.
  NodeResult recover(Failure why) {
    hold.note(Phase.REVERTING, "the link broke; looking again");
    Instant deadline = hold.now().plus(hold.limits().recover());
    hold.hangUp();
    while (hold.now().isBefore(deadline) && !Thread.currentThread().isInterrupted()) {
      try {
        return settleAgain(hold.takeAgain(), why);
      } catch (FailureException e) {
        hold.hangUp();
        hold.saw("looked again: " + e.failure().summary());
        NodeHold.pause(Duration.ofSeconds(1));
      }
    }
    return hold.ended(NodeResult.End.UNKNOWN, Optional.empty(), why);
  }

  private NodeResult settleAgain(NodeTalk open, Failure why) throws FailureException {
    NodeStatus status = open.status();
    if (status.current().equals(Optional.of(release()))) {
      try {
        hold.verify();
      } catch (FailureException e) {
        boolean lost = e.failure().isLost() && !answers();
        if (lost || status.deadMan().isEmpty()) {
          throw e;
        }
        return goBack(e.failure());
      }
      if (status.deadMan().isEmpty()) {
        return tookOver() ? doneWithoutOthersLeases(open) : hold.done();
      }
      hold.note(Phase.CONFIRMING, "");
      return confirm(open);
    }
    if (status.deadMan().isPresent()) {
      open.exchange(List.of(ScriptVerbs.settle()), hold.limits().check());
      return asBefore(why);
    }
    return untouchedAs(status, why);
  }

  /// Ends without a commit; says untouched only when the former release is seen in place.
  NodeResult untouched(Failure why) {
    Optional<NodeTalk> talk = hold.findTalk();
    if (talk.isEmpty()) {
      return hold.ended(
          why.isLost() ? NodeResult.End.UNKNOWN : NodeResult.End.UNTOUCHED, Optional.empty(), why);
    }
    try {
      return untouchedAs(talk.get().status(), why);
    } catch (FailureException e) {
      return hold.locked()
          ? recover(why)
          : hold.ended(NodeResult.End.UNKNOWN, Optional.empty(), why);
    }
  }

  private NodeResult untouchedAs(NodeStatus status, Failure why) throws FailureException {
    return isFormer(status) || why instanceof Failure.Drifted
        ? hold.ended(NodeResult.End.UNTOUCHED, status.current(), why)
        : unknownAs(status, why);
  }

  /// Its former files, and a load balancer that runs: one that died or was stopped serves nothing.
  private boolean isFormer(NodeStatus status) {
    return status.current().equals(hold.change().against())
        && status.files().equals(hold.change().againstFiles())
        && status.masterPid() != 0
        && status.halted().isEmpty()
        && !status.workers().isEmpty();
  }

  private NodeResult unknown(Failure why) {
    try {
      return unknownAs(hold.talk().status(), why);
    } catch (FailureException e) {
      hold.saw("after going back: " + e.failure().summary());
      return hold.ended(NodeResult.End.UNKNOWN, Optional.empty(), why);
    }
  }

  /// Neither state was seen; what was seen instead is the reason.
  private NodeResult unknownAs(NodeStatus status, Failure why) throws FailureException {
    Optional<Failure> standstill = Readiness.findStandstill(hold.access(), hold.node(), status);
    if (standstill.isPresent() && !standstill.get().getClass().equals(why.getClass())) {
      hold.saw("before that: " + why.summary());
      return hold.ended(NodeResult.End.UNKNOWN, status.current(), standstill.get());
    }
    if (!status.current().equals(hold.change().against())) {
      hold.saw(
          "release: "
              + status.current().map(ReleaseId::value).orElse("none")
              + ", not the former one");
    } else if (!status.files().equals(hold.change().againstFiles())) {
      hold.saw("files: of the former release, but not as they were");
    } else if (status.workers().isEmpty()) {
      hold.saw("workers: none");
    }
    return hold.ended(NodeResult.End.UNKNOWN, status.current(), why);
  }

  private ReleaseId release() {
    return hold.change().release().id();
  }
}
