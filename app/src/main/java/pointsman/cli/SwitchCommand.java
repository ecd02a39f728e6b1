package pointsman.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.service.guard.Consent;
import pointsman.service.shift.OldConnections;

/// `switch POOL LANE`: all users to the other lane at once.
@Command(
    name = "switch",
    description =
        "Brings all users of a pool to a lane, on every node at once; the former stays ready.")
final class SwitchCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "POOL",
      converter = Amounts.PoolName.class,
      description = "The pool.")
  Name pool = new Name("pool");

  @Parameters(index = "1", paramLabel = "LANE", description = "blue or green.")
  String lane = "";

  @Option(
      names = "--smoke",
      paramLabel = "PATH",
      description =
          "What the lane must answer first: every server to every node, and through its listeners.")
  Optional<String> smoke = Optional.empty();

  @Option(
      names = "--watch",
      paramLabel = "30s",
      converter = Amounts.Time.class,
      description = "How long the gates may bring it back by themselves (default 30s).")
  Duration watch = Duration.ofSeconds(30);

  /// What becomes of connections on the former lane.
  enum Old {
    end,
    cut
  }

  @Option(
      names = "--old-connections",
      paramLabel = "end|cut",
      description =
          "What becomes of connections that are still on the former lane once the new one was"
              + " watched (default: they are let to end).")
  Old old = Old.end;

  @Mixin PolicyOptions policy = new PolicyOptions();
  @Mixin Consenting consenting = new Consenting();

  private final Services services;
  private final Answer answer;

  SwitchCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    LaneColor to = lane();
    services.rollouts().look();
    Fleet fleet = services.inventory().load();
    Optional<RolloutSight> open =
        services.rollouts().sight(pool).filter(sight -> !sight.rollout().over());
    if (open.isPresent() && isWayBack(open.get(), to)) {
      answer.notes().println(to.word() + " was live before: this is the way back.");
      return new RollbackCommand(services, answer).back(pool);
    }
    boolean none = open.isEmpty() || open.get().rollout().state() instanceof RolloutState.SafetyNet;
    if (none) {
      refuseLive(fleet, to);
    }
    RolloutPolicy wanted =
        new RolloutPolicy(
            List.of(new Stage(Share.ALL, watch)), policy.gates(), Optional.empty(), policy.keep);
    Consent consent =
        consenting.saidOrAsked(fleet.environment(), "Switch " + pool + " to " + to.word());
    // Another may have switched while the question stood: a new rollout would go to the other lane.
    if (none) {
      refuseLive(services.inventory().load(), to);
    }
    if (old == Old.cut) {
      services.connections().allow(pool, consent);
    }
    services.rollouts().begin(pool, wanted, smoke.map(UrlPath::new), consent);
    int code =
        new RolloutFollow(services, answer, Clock.systemUTC(), pool)
            .to(RolloutFollow.Goal.ARRIVAL, 0);
    if (code == Complaint.DONE) {
      tell(
          old == Old.cut
              ? services.connections().cut(pool, to.other(), consent)
              : services.connections().count(pool, to.other()));
    }
    return code;
  }

  private void refuseLive(Fleet fleet, LaneColor to) throws FailureException {
    if (fleet.findPool(pool).map(Pool::live).filter(to::equals).isPresent()) {
      throw new FailureException(
          new Failure.Refused(
              "lane",
              to.word() + " is the live lane of " + pool + " already.",
              "Nothing was changed."));
    }
  }

  private void tell(OldConnections.Left left) {
    if (left.total() > 0) {
      answer
          .notes()
          .println(left.total() + " connections are still on " + left.lane().word() + ".");
    }
    if (!left.untold().isEmpty()) {
      answer
          .notes()
          .println(
              (old == Old.cut ? "Not cut, since it cannot be done there: " : "Not told by ")
                  + String.join(", ", left.untold().stream().map(Name::value).toList())
                  + ".");
    }
  }

  private static boolean isWayBack(RolloutSight sight, LaneColor to) {
    return sight.rollout().state() instanceof RolloutState.SafetyNet
        && sight.rollout().live() == to;
  }

  private LaneColor lane() throws FailureException {
    for (LaneColor each : LaneColor.values()) {
      if (each.word().equals(lane)) {
        return each;
      }
    }
    throw new FailureException(
        new Failure.BadInput("command line", 0, "LANE", "not a lane", "blue or green"));
  }
}
