package pointsman.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;

/// `canary …`: a staged rollout, begun, followed, and told what the operator wants.
@Command(name = "canary", description = "A staged rollout of a pool's candidate.")
final class CanaryCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  private CanaryCommand() {}

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing a subcommand");
  }

  static CommandLine line(Services services, Answer answer) {
    return new CommandLine(new CanaryCommand())
        .addSubcommand("start", new CanaryStartCommand(services, answer))
        .addSubcommand("status", new CanaryStatusCommand(services, answer))
        .addSubcommand("follow", new Follow(services, answer))
        .addSubcommand(
            "hold", wish(services, answer, "Stays at this share.", RolloutEvent.Hold::new))
        .addSubcommand(
            "resume", wish(services, answer, "Goes on watching.", RolloutEvent.Resume::new))
        .addSubcommand(
            "promote",
            wish(services, answer, "On to the next stage, now.", RolloutEvent.Promote::new))
        .addSubcommand(
            "back", wish(services, answer, "One stage back.", RolloutEvent.StepBack::new))
        .addSubcommand(
            "retry",
            wish(
                services,
                answer,
                "Tries the nodes that did not go, or run something else, again.",
                RolloutEvent.Retry::new))
        .addSubcommand(
            "undo",
            wish(
                services,
                answer,
                "Brings those that went back again.",
                RolloutEvent.UndoOthers::new))
        .addSubcommand(
            "accept",
            wish(services, answer, "Lives with a split fleet.", RolloutEvent.AcceptSplit::new))
        .addSubcommand("abort", new Abort(services, answer));
  }

  private static CommandLine wish(
      Services services,
      Answer answer,
      String description,
      Function<String, RolloutEvent.Wish> event) {
    CommandLine line = new CommandLine(new Wish(services, answer, event));
    line.getCommandSpec().usageMessage().description(description);
    return line;
  }

  /// Tells a rollout what the operator wants.
  @Command
  static final class Wish implements Callable<Integer> {
    @Parameters(paramLabel = "POOL", converter = Amounts.PoolName.class, description = "The pool.")
    Name pool = new Name("pool");

    @Mixin Consenting consenting = new Consenting();

    private final Services services;
    private final Answer answer;
    private final Function<String, RolloutEvent.Wish> event;

    Wish(Services services, Answer answer, Function<String, RolloutEvent.Wish> event) {
      this.services = services;
      this.answer = answer;
      this.event = event;
    }

    @Override
    public Integer call() throws Exception {
      RolloutEvent.Wish wish = event.apply(services.rollouts().operator());
      int steps = services.rollouts().history(pool).size() + more(wish);
      services.rollouts().tell(pool, wish, consenting.said());
      return new RolloutFollow(services, answer, Clock.systemUTC(), pool)
          .to(RolloutFollow.Goal.NEXT_STEP, steps);
    }

    /// Steps besides the one that ends what was asked for: nodes that are sent their share again
    /// leave the rollout where it is, so that being about to is a step of its own.
    private int more(RolloutEvent.Wish wish) throws FailureException {
      boolean stands =
          services
              .rollouts()
              .sight(pool)
              .map(sight -> sight.rollout().state())
              .filter(state ->
                  state instanceof RolloutState.Watching
                      || state instanceof RolloutState.Held
                      || state instanceof RolloutState.SafetyNet)
              .isPresent();
      return wish instanceof RolloutEvent.Retry && stands ? 1 : 0;
    }
  }

  /// All users back.
  @Command(name = "abort", description = "Brings all users back to the live lane.")
  static final class Abort implements Callable<Integer> {
    @Parameters(paramLabel = "POOL", converter = Amounts.PoolName.class, description = "The pool.")
    Name pool = new Name("pool");

    private final Services services;
    private final Answer answer;

    Abort(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      return new RollbackCommand(services, answer).back(pool);
    }
  }

  /// Goes on with a rollout that nobody drives.
  @Command(
      name = "follow",
      description = "Follows a rollout to its end; drives it when nobody else does.")
  static final class Follow implements Callable<Integer> {
    @Parameters(paramLabel = "POOL", converter = Amounts.PoolName.class, description = "The pool.")
    Name pool = new Name("pool");

    private final Services services;
    private final Answer answer;

    Follow(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      services.rollouts().look();
      services.rollouts().require(pool);
      return new RolloutFollow(services, answer, Clock.systemUTC(), pool)
          .to(RolloutFollow.Goal.ARRIVAL, 0);
    }
  }
}
