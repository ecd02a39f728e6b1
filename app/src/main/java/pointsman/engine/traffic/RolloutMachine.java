package pointsman.engine.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.End;
import pointsman.model.traffic.RolloutState.Target;
import pointsman.model.traffic.Stage;

/// What a rollout does next. Every state answers every event; the way back is open in every state
/// but the last. Pure.
public final class RolloutMachine {
  private final Rollout rollout;
  private final Instant now;

  private RolloutMachine(Rollout rollout, Instant now) {
    this.rollout = rollout;
    this.now = now;
  }

  /// Decides.
  ///
  /// @param rollout where it is
  /// @param event what happened
  /// @param now when
  public static Decision decide(Rollout rollout, RolloutEvent event, Instant now) {
    RolloutMachine machine = new RolloutMachine(rollout, now);
    return switch (rollout.state()) {
      case RolloutState.Shifting shifting -> machine.shifting(shifting, event);
      case RolloutState.Watching watching ->
          machine.standing(watching.stage(), Duration.between(watching.since(), now), true, event);
      case RolloutState.Held held -> machine.standing(held.stage(), held.watched(), false, event);
      case RolloutState.Returning returning -> machine.returning(returning, event);
      case RolloutState.Parted parted -> machine.parted(parted, event);
      case RolloutState.SafetyNet net -> machine.safetyNet(net, event);
      case RolloutState.Ended _ -> ended(event);
    };
  }

  // --- on the way -------------------------------------------------------------------------------

  private Decision shifting(RolloutState.Shifting at, RolloutEvent event) {
    Target to = new Target.ToStage(at.stage());
    return switch (event) {
      case RolloutEvent.Seated seated -> seated.to().equals(to) ? arrived(at.stage()) : stay();
      case RolloutEvent.Refused refused -> refused.to().equals(to) ? refused(at, refused) : stay();
      case RolloutEvent.CameApart apart ->
          apart.to().equals(to)
              ? go(new RolloutState.Parted(to, at.from(), apart.behind(), apart.why()))
              : stay();
      case RolloutEvent.Tick tick -> guard(tick, stay());
      case RolloutEvent.Abort abort -> home(new Reason.Operator(abort.who()));
      case RolloutEvent.LeaseRanOut lease -> home(unwatched(lease));
      case RolloutEvent.TakenOver _ -> shift(at, to);
      case RolloutEvent.Wish _ ->
          refuse("the nodes are on their way to " + share(at.stage()) + ": wait, or abort");
    };
  }

  private Decision arrived(int stage) {
    if (!rollout.policy().isLast(stage)) {
      return go(new RolloutState.Watching(stage, now));
    }
    return go(
        new RolloutState.SafetyNet(now, now.plus(rollout.policy().keep())),
        new Effect.NameLive(rollout.live().other()),
        new Effect.EndLease());
  }

  private Decision refused(RolloutState.Shifting at, RolloutEvent.Refused refused) {
    Reason why = new Reason.Refused(refused.why());
    return at.from() < 0
        ? go(new RolloutState.Ended(new End.NeverBegan(why)), new Effect.EndLease())
        : go(new RolloutState.Held(at.from(), Duration.ZERO, why));
  }

  private Decision returning(RolloutState.Returning at, RolloutEvent event) {
    Target to = new Target.Home(at.why());
    return switch (event) {
      case RolloutEvent.Seated seated ->
          seated.to().equals(to)
              ? go(
                  new RolloutState.Ended(new End.Back(at.why())),
                  new Effect.NameLive(rollout.live()),
                  new Effect.EndLease())
              : stay();
      case RolloutEvent.Refused refused ->
          refused.to().equals(to)
              ? go(new RolloutState.Parted(to, -1, refused.nodes(), refused.why()))
              : stay();
      case RolloutEvent.CameApart apart ->
          apart.to().equals(to)
              ? go(new RolloutState.Parted(to, -1, apart.behind(), apart.why()))
              : stay();
      case RolloutEvent.TakenOver _ -> shift(at, to);
      case RolloutEvent.Tick _, RolloutEvent.Abort _, RolloutEvent.LeaseRanOut _ -> stay();
      case RolloutEvent.Wish _ ->
          refuse("all users are on their way back: start again when they are");
    };
  }

  // --- at a stage -------------------------------------------------------------------------------

  private Decision standing(int stage, Duration watched, boolean goesOn, RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Tick tick -> guard(tick, goesOn ? onward(stage, watched, tick) : stay());
      case RolloutEvent.Promote _ -> next(stage);
      case RolloutEvent.Hold hold ->
          goesOn
              ? go(new RolloutState.Held(stage, watched, new Reason.Operator(hold.who())))
              : refuse("it is held already");
      case RolloutEvent.Resume _ ->
          goesOn
              ? refuse("it is not held")
              : go(new RolloutState.Watching(stage, now.minus(watched)));
      case RolloutEvent.StepBack _ ->
          stage == 0
              ? refuse("this is the first stage: abort brings all users back")
              : shiftTo(stage - 1, stage);
      case RolloutEvent.Abort abort -> home(new Reason.Operator(abort.who()));
      case RolloutEvent.LeaseRanOut lease -> home(unwatched(lease));
      case RolloutEvent.Retry _ -> shift(stays(stage, goesOn), new Target.ToStage(stage));
      case RolloutEvent.Wish _ ->
          refuse(
              "no node is known to be behind: retry sends all of them " + share(stage) + " again");
      // Time in which nobody watched does not count.
      case RolloutEvent.TakenOver _ -> goesOn ? go(new RolloutState.Watching(stage, now)) : stay();
      case RolloutEvent.Seated seated ->
          seated.to().equals(new Target.ToStage(stage)) ? go(stays(stage, goesOn)) : stay();
      case RolloutEvent.Refused refused ->
          refused.to().equals(new Target.ToStage(stage))
              ? go(new RolloutState.Held(stage, watched, new Reason.Refused(refused.why())))
              : stay();
      case RolloutEvent.CameApart apart ->
          apart.to().equals(new Target.ToStage(stage))
              ? go(new RolloutState.Parted(apart.to(), stage, apart.behind(), apart.why()))
              : stay();
    };
  }

  /// Where nodes are sent once more what they should run already. Time in which they may have run
  /// something else is not watched time; who holds it still does.
  private RolloutState stays(int stage, boolean goesOn) {
    return goesOn ? new RolloutState.Watching(stage, now) : rollout.state();
  }

  private Decision onward(int stage, Duration watched, RolloutEvent.Tick tick) {
    Stage at = rollout.policy().stages().get(stage);
    boolean known = tick.gates() instanceof GateReading.Kept;
    return known && watched.compareTo(at.bake()) >= 0 ? next(stage) : stay();
  }

  /// Behind the last stage, where one stands whose split was accepted, there is the promotion.
  private Decision next(int stage) {
    return rollout.policy().isLast(stage) ? arrived(stage) : shiftTo(stage + 1, stage);
  }

  private Decision safetyNet(RolloutState.SafetyNet net, RolloutEvent event) {
    Instant watchedUntil = net.since().plus(rollout.policy().stages().getLast().bake());
    return switch (event) {
      case RolloutEvent.Tick tick -> {
        boolean over = !now.isBefore(net.until());
        Decision quiet = over ? go(new RolloutState.Ended(new End.Kept())) : stay();
        yield now.isAfter(watchedUntil) ? quiet : guard(tick, quiet);
      }
      case RolloutEvent.Abort abort -> home(new Reason.Operator(abort.who()));
      case RolloutEvent.LeaseRanOut lease -> home(unwatched(lease));
      case RolloutEvent.Retry _ -> {
        int last = rollout.policy().stages().size() - 1;
        yield go(net, new Effect.Shift(new Target.ToStage(last), rollout.splitAt(last).promoted()));
      }
      case RolloutEvent.Wish _ ->
          refuse("the candidate is live: there is retry for nodes that differ, and the way back");
      // What came of sending it again is written down; the candidate is live all the same.
      case RolloutEvent.Seated _, RolloutEvent.Refused _, RolloutEvent.CameApart _ -> go(net);
      case RolloutEvent.TakenOver _ -> stay();
    };
  }

  // --- apart ------------------------------------------------------------------------------------

  private Decision parted(RolloutState.Parted at, RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Retry _ -> shift(towards(at), at.to());
      case RolloutEvent.UndoOthers undo -> undone(at, undo);
      case RolloutEvent.AcceptSplit accept -> accepted(at, accept);
      case RolloutEvent.Tick tick -> goesHome(at) ? stay() : guard(tick, stay());
      case RolloutEvent.Abort abort -> home(new Reason.Operator(abort.who()));
      case RolloutEvent.LeaseRanOut lease -> home(unwatched(lease));
      case RolloutEvent.Wish _ ->
          refuse("the fleet is split: retry, bring the others back, or accept it");
      case RolloutEvent.Seated _,
          RolloutEvent.Refused _,
          RolloutEvent.CameApart _,
          RolloutEvent.TakenOver _ ->
          stay();
    };
  }

  private static boolean goesHome(RolloutState.Parted at) {
    return switch (at.to()) {
      case Target.Home _ -> true;
      case Target.ToStage _ -> false;
    };
  }

  private static RolloutState towards(RolloutState.Parted at) {
    return switch (at.to()) {
      case Target.ToStage to -> new RolloutState.Shifting(to.stage(), at.from());
      case Target.Home home -> new RolloutState.Returning(home.why());
    };
  }

  private Decision undone(RolloutState.Parted at, RolloutEvent.UndoOthers undo) {
    if (goesHome(at)) {
      return refuse("all users go back to the live lane: retry the nodes that are behind");
    }
    boolean again = at.to().equals(new Target.ToStage(at.from()));
    int back = again ? at.from() - 1 : at.from();
    return back < 0 ? home(new Reason.Operator(undo.who())) : shiftTo(back, at.from());
  }

  private static Decision accepted(RolloutState.Parted at, RolloutEvent.AcceptSplit accept) {
    Reason why =
        new Reason.AcceptedSplit(
            accept.who()
                + " accepted that these did not go: "
                + at.behind().stream().map(Object::toString).collect(Collectors.joining(", ")));
    return switch (at.to()) {
      case Target.ToStage to -> go(new RolloutState.Held(to.stage(), Duration.ZERO, why));
      case Target.Home _ ->
          refuse("users would stay on a lane that was left: retry the nodes that are behind");
    };
  }

  // --- over -------------------------------------------------------------------------------------

  private static Decision ended(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Wish _, RolloutEvent.Abort _ -> refuse("this rollout is over");
      case RolloutEvent.Seated _,
          RolloutEvent.Refused _,
          RolloutEvent.CameApart _,
          RolloutEvent.Tick _,
          RolloutEvent.LeaseRanOut _,
          RolloutEvent.TakenOver _ ->
          stay();
    };
  }

  // --- words ------------------------------------------------------------------------------------

  /// A passed gate brings all users back, wherever the rollout stands.
  private Decision guard(RolloutEvent.Tick tick, Decision otherwise) {
    return switch (tick.gates()) {
      case GateReading.Passed passed -> home(new Reason.Gate(passed.words()));
      case GateReading.Kept _, GateReading.Unknown _ -> otherwise;
    };
  }

  private Decision home(Reason why) {
    return shift(new RolloutState.Returning(why), new Target.Home(why));
  }

  private Decision shiftTo(int stage, int from) {
    return shift(new RolloutState.Shifting(stage, from), new Target.ToStage(stage));
  }

  private Decision shift(RolloutState state, Target target) {
    return go(state, new Effect.Shift(target, rollout.splitFor(target)));
  }

  private static Reason unwatched(RolloutEvent.LeaseRanOut lease) {
    return new Reason.Unwatched(
        "nobody renewed the lease of "
            + lease.nodes().stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private String share(int stage) {
    return rollout.policy().stages().get(stage).share().toString();
  }

  private static Decision go(RolloutState state, Effect... effects) {
    return new Decision.Go(state, List.of(effects));
  }

  private static Decision stay() {
    return new Decision.Stay();
  }

  private static Decision refuse(String why) {
    return new Decision.Refuse(why);
  }
}
