package pointsman.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.End;
import pointsman.model.traffic.RolloutState.Target;
import pointsman.port.TrafficStore;
import pointsman.service.rollout.RolloutService;
import pointsman.service.rollout.RolloutWords;

/// Follows a rollout in the foreground: this program drives it unless another one does. Tells every
/// step, and ends with the exit code of what came of it.
final class RolloutFollow {
  private static final Duration LOOK = Duration.ofMillis(100);

  /// Within it is told what is home and what is not.
  private static final Duration HOMEWARD = Duration.ofSeconds(5);

  /// Who drives tries again what is not home, the first time after this.
  private static final Duration TRIED_AGAIN = Duration.ofSeconds(1);

  private static final Duration SECOND_LOOK = Duration.ofSeconds(3);
  private static final Duration OWNERS_TIME = Duration.ofSeconds(20);

  /// What is waited for.
  enum Goal {
    /// The candidate is live and was watched, or all users are back.
    ARRIVAL,
    /// What was asked for is done.
    NEXT_STEP,
    /// All users are back.
    BACK
  }

  /// What came of it, for scripts.
  ///
  /// @param exit the exit code
  /// @param words the state in one line
  /// @param rollout the rollout
  record Outcome(int exit, String words, RolloutSight rollout) {}

  private final Services services;
  private final RolloutService rollouts;
  private final Answer answer;
  private final Clock clock;
  private final Name pool;
  private String told = "";
  private String reading = "";
  private Optional<Instant> turned = Optional.empty();
  private Optional<Instant> sent = Optional.empty();
  private Optional<Duration> attempt = Optional.empty();
  private Optional<Instant> apart = Optional.empty();
  private boolean oursApart;
  private boolean stepped;

  RolloutFollow(Services services, Answer answer, Clock clock, Name pool) throws FailureException {
    this.services = services;
    this.rollouts = services.rollouts();
    this.answer = answer;
    this.clock = clock;
    this.pool = pool;
  }

  /// Follows to the goal.
  ///
  /// @param steps how many steps the rollout had when something was asked of it
  int to(Goal goal, int steps) throws FailureException {
    Instant began = clock.instant();
    try (StopSignal _ = StopSignal.during(this::stopped)) {
      while (true) {
        // Asked before the sight, which then is no older than the step: a look at what was before
        // would end well what has just begun.
        stepped = goal == Goal.NEXT_STEP && rollouts.history(pool).size() > steps;
        RolloutSight sight = rollouts.sight(pool).orElseThrow();
        tell(sight);
        Optional<Integer> code = code(goal, sight, began);
        if (code.isPresent()) {
          return end(code.get(), sight, began);
        }
        if (!sight.ours() && sight.owner().isEmpty()) {
          rollouts.takeOver(pool);
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Stopped("Following the rollout of " + pool), e);
    }
  }

  private int end(int code, RolloutSight sight, Instant began) throws FailureException {
    if (sight.rollout().state() instanceof RolloutState.Ended ended
        && ended.how() instanceof End.Back) {
      Duration took = Duration.between(turned.orElse(began), clock.instant());
      answer.text().println("Rolled back in " + took.toMillis() + " ms.");
    }
    howToGoOn(sight).forEach(answer.text()::println);
    answer.document(new Outcome(code, RolloutWords.of(sight.rollout()), sight));
    return code;
  }

  private void tell(RolloutSight sight) {
    String now = RolloutWords.of(sight.rollout());
    if (!now.equals(told)) {
      told = now;
      if (sight.rollout().state() instanceof RolloutState.Returning) {
        sent = Optional.of(clock.instant());
        turned = turned.or(() -> sent);
        attempt = Optional.empty();
      }
      answer.notes().println(clock.instant().toString().substring(11, 19) + "  " + now);
    }
    String gates =
        switch (sight.gates()) {
          case GateReading.Kept _ -> "";
          case GateReading.Passed passed -> "gate: " + passed.words();
          case GateReading.Unknown unknown -> "gates not known: " + unknown.words();
        };
    boolean watched = sight.ours() && sight.rollout().state() instanceof RolloutState.Watching;
    if (watched && !gates.equals(reading)) {
      reading = gates;
      if (!gates.isEmpty()) {
        answer.notes().println("          " + gates);
      }
    }
  }

  // --- when it is over --------------------------------------------------------------------------

  private Optional<Integer> code(Goal goal, RolloutSight sight, Instant began)
      throws FailureException {
    if (goal == Goal.NEXT_STEP && !sight.ours() && sight.owner().isPresent()) {
      return stepped ? step(sight) : Optional.empty();
    }
    return switch (sight.rollout().state()) {
      case RolloutState.Ended ended -> Optional.of(code(goal, ended.how()));
      case RolloutState.SafetyNet net -> live(goal, sight, net);
      case RolloutState.Parted parted -> parted(goal, parted, sight.ours(), began);
      case RolloutState.Held held -> held(goal, sight, held);
      case RolloutState.Shifting _, RolloutState.Watching _, RolloutState.Returning _ ->
          Optional.empty();
    };
  }

  /// What was asked for while the candidate was live already is done before its watch is over.
  private Optional<Integer> live(Goal goal, RolloutSight sight, RolloutState.SafetyNet net)
      throws FailureException {
    boolean watched = !clock.instant().isBefore(OpenRollout.watchedUntil(sight.rollout(), net));
    return switch (goal) {
      case BACK -> Optional.empty();
      case ARRIVAL -> watched ? Optional.of(Complaint.DONE) : Optional.empty();
      case NEXT_STEP -> watched && stepped ? step(sight) : Optional.empty();
    };
  }

  private Optional<Integer> parted(
      Goal goal, RolloutState.Parted parted, boolean ours, Instant began) {
    if (apart.isEmpty() || oursApart != ours) {
      apart = Optional.of(clock.instant());
      oursApart = ours;
    }
    // The way back was asked for and begins in a moment.
    Duration patience = ours && goal != Goal.BACK ? SECOND_LOOK : OWNERS_TIME;
    boolean tried =
        switch (parted.to()) {
          // Nodes whose lease ran out are home by themselves: whoever drives finds that first.
          case Target.ToStage _ -> clock.instant().isAfter(apart.get().plus(patience));
          case Target.Home _ -> isToldNow(began);
        };
    return tried ? Optional.of(Complaint.UNKNOWN) : Optional.empty();
  }

  /// Whether trying again once more would take longer than may be waited for.
  private boolean isToldNow(Instant began) {
    Instant now = clock.instant();
    Duration last = attempt.orElseGet(() -> Duration.between(sent.orElse(began), now));
    attempt = Optional.of(last);
    return now.plus(TRIED_AGAIN).plus(last).isAfter(turned.orElse(began).plus(HOMEWARD));
  }

  /// One that an operator holds is waited for as long as its lease needs us.
  private Optional<Integer> held(Goal goal, RolloutSight sight, RolloutState.Held held)
      throws FailureException {
    boolean refused =
        held.why() instanceof Reason.Refused || held.why() instanceof Reason.AcceptedSplit;
    boolean stays = sight.rollout().policy().lease().isEmpty();
    if (refused && goal == Goal.ARRIVAL) {
      return Optional.of(Complaint.UNKNOWN);
    }
    boolean done = stays && goal == Goal.NEXT_STEP && stepped;
    return done ? step(sight) : Optional.empty();
  }

  /// Another program did what was asked for.
  private Optional<Integer> step(RolloutSight sight) throws FailureException {
    return switch (sight.rollout().state()) {
      case RolloutState.Shifting _, RolloutState.Returning _ -> Optional.empty();
      case RolloutState.Parted _ -> Optional.of(Complaint.UNKNOWN);
      case RolloutState.Held held ->
          Optional.of(held.why() instanceof Reason.Refused ? Complaint.UNKNOWN : Complaint.DONE);
      case RolloutState.Ended ended -> Optional.of(code(Goal.NEXT_STEP, ended.how()));
      case RolloutState.Watching _ -> Optional.of(Complaint.DONE);
      case RolloutState.SafetyNet _ ->
          Optional.of(behind().isEmpty() ? Complaint.DONE : Complaint.UNKNOWN);
    };
  }

  /// The nodes that were sent what is live and were not seen to run it, with the reason.
  private List<String> behind() throws FailureException {
    List<TrafficStore.ShiftNode> nodes =
        services.traffic().shifts(pool, 1).stream()
            .flatMap(shift -> shift.nodes().stream())
            .filter(node -> node.end() != NodeShifted.End.SEATED)
            .filter(node -> node.end() != NodeShifted.End.LEFT_OUT)
            .toList();
    return nodes.stream().map(node -> node.node() + ": " + node.note()).toList();
  }

  private static int code(Goal goal, End end) {
    return switch (end) {
      case End.Kept _ -> goal == Goal.BACK ? Complaint.UNKNOWN : Complaint.DONE;
      case End.NeverBegan _ -> Complaint.AS_BEFORE;
      case End.Back back ->
          switch (back.why()) {
            case Reason.Gate _ -> Complaint.ROLLED_BACK;
            case Reason.Operator _ -> goal == Goal.ARRIVAL ? Complaint.AS_BEFORE : Complaint.DONE;
            case Reason.Refused _, Reason.Unwatched _, Reason.AcceptedSplit _ ->
                goal == Goal.BACK ? Complaint.DONE : Complaint.AS_BEFORE;
          };
    };
  }

  private List<String> howToGoOn(RolloutSight sight) throws FailureException {
    return switch (sight.rollout().state()) {
      case RolloutState.Parted parted -> {
        List<String> lines = new ArrayList<>(NotHome.of(services, sight.rollout(), parted));
        lines.addAll(OpenRollout.ways(pool, parted));
        yield lines;
      }
      case RolloutState.SafetyNet net -> {
        List<String> lines = new ArrayList<>();
        behind().forEach(node -> lines.add("Not seen to run what is live: " + node));
        lines.add(
            sight.rollout().live().other().word()
                + " is live. The way back is open until "
                + net.until()
                + ": pointsman rollback "
                + pool);
        yield lines;
      }
      case RolloutState.Held _ ->
          List.of("To go on: pointsman canary resume " + pool + ", or promote, back, abort.");
      case RolloutState.Ended _,
          RolloutState.Shifting _,
          RolloutState.Watching _,
          RolloutState.Returning _ ->
          List.of();
    };
  }

  // --- Ctrl-C -----------------------------------------------------------------------------------

  private int stopped() {
    answer.notes().println("Stopping: the step on its way is ended first.");
    try {
      rollouts.letGo(pool);
      RolloutSight sight = rollouts.sight(pool).orElseThrow();
      answer.notes().println("Left as it is: " + RolloutWords.of(sight.rollout()) + ".");
      OpenRollout.leftBehind(sight).forEach(answer.notes()::println);
    } catch (FailureException e) {
      Complaint.print(answer.notes(), e.failure());
    }
    return Complaint.UNKNOWN;
  }
}
