package pointsman.service.deploy;

import java.util.List;
import java.util.Locale;
import pointsman.driver.ScriptVerbs;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.DeadMan;
import pointsman.service.node.Desk;
import pointsman.service.node.NodeTalk;

/// Settles a commit on a node that nobody confirmed, under the node's lock.
///
/// @param node whose
/// @param talk has the lock
record CommitSettlement(Name node, NodeTalk talk, Desk desk) {
  /// The script's words for a record that does not tell what to go back from, or where to.
  private static final String DAMAGED = "its record is damaged";

  /// What was found, in words.
  static String found(DeadMan record) {
    String state = " (" + record.state().name().toLowerCase(Locale.ROOT) + ")";
    return record
        .release()
        .map(release -> release + " committed but not confirmed" + state)
        .orElse("a commit that nobody confirmed" + state);
  }

  /// Leaves a damaged record to a dead-man that lives: it knows what to go back to without it.
  static void requireNobodyGoesBack(Name node, DeadMan record) throws FailureException {
    if (record.damaged() && record.alive() && record.state() == DeadMan.State.PENDING) {
      throw new FailureException(
          new Failure.Refused(
              "dead-man",
              node
                  + " holds a commit whose record is damaged, and its dead-man lives: it goes back by"
                  + " itself within a minute or so",
              "Run 'pointsman drift --node " + node + "' again then."));
    }
  }

  /// Goes back, or forgets a record that says nothing any more.
  ///
  /// @return what was done, in words
  String settle(DeadMan record) throws FailureException {
    requireNobodyGoesBack(node, record);
    ScriptAnswer answer = ask();
    if (!answer.ok() && isDamaged(answer)) {
      // Told once more, it is forgotten.
      answer = ask();
    }
    talk.require("settle", answer);
    return isDamaged(answer)
        ? DAMAGED
            + ", so nothing was taken back: "
            + answer.find("current").filter(text -> !text.isEmpty()).orElse("no release")
            + " stays in use, confirmed by nobody; 'pointsman drift --node "
            + node
            + "' holds it against the inventory, 'pointsman revert RELEASE' goes back"
        : answer.find("result").orElse("settled");
  }

  private ScriptAnswer ask() throws FailureException {
    return talk.exchange(List.of(ScriptVerbs.settle()), desk.limits().check()).getFirst();
  }

  private static boolean isDamaged(ScriptAnswer answer) {
    return answer.find("result").filter(DAMAGED::equals).isPresent();
  }
}
