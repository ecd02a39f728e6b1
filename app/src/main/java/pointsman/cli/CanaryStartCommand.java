package pointsman.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.service.guard.Guards;

/// `canary start POOL`: begins a staged rollout and drives it.
@Command(name = "start", description = "Begins a staged rollout and follows it to its end.")
final class CanaryStartCommand implements Callable<Integer> {
  @Parameters(paramLabel = "POOL", converter = Amounts.PoolName.class, description = "The pool.")
  Name pool = new Name("pool");

  @Option(
      names = "--stages",
      paramLabel = "1,5,…",
      split = ",",
      converter = Amounts.Share.class,
      description = "Shares of the candidate in percent (default 1,5,10,25,50,100).")
  List<Integer> stages = List.of(100, 500, 1000, 2500, 5000, 10_000);

  @Option(
      names = "--bake",
      paramLabel = "15m",
      converter = Amounts.Time.class,
      description = "How long each stage is watched (default 15m).")
  Duration bake = Duration.ofMinutes(15);

  @Option(
      names = "--lease",
      paramLabel = "10m|off",
      description =
          "How long the nodes wait for a word before they bring all users back by themselves"
              + " (default 10m). Off: they wait for ever; in production that needs --reason.")
  String lease = "10m";

  @Option(
      names = "--smoke",
      paramLabel = "PATH",
      description =
          "What the candidate must answer first: every server to every node, and through its listeners.")
  Optional<String> smoke = Optional.empty();

  @Mixin PolicyOptions policy = new PolicyOptions();
  @Mixin Consenting consenting = new Consenting();

  private final Services services;
  private final Answer answer;

  CanaryStartCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    Environment environment = services.inventory().load().environment();
    services.rollouts().look();
    List<Stage> walk = new ArrayList<>();
    stages.forEach(share -> walk.add(new Stage(new Share(share), bake)));
    RolloutPolicy wanted = new RolloutPolicy(walk, policy.gates(), lease(environment), policy.keep);
    services
        .rollouts()
        .begin(
            pool,
            wanted,
            smoke.map(UrlPath::new),
            consenting.saidOrAsked(environment, "Begin a canary of " + pool));
    return new RolloutFollow(services, answer, Clock.systemUTC(), pool)
        .to(RolloutFollow.Goal.ARRIVAL, 0);
  }

  private Optional<Duration> lease(Environment environment) throws FailureException {
    if (!lease.equals("off")) {
      try {
        return Optional.of(new Amounts.Time().convert(lease));
      } catch (picocli.CommandLine.TypeConversionException e) {
        throw new FailureException(
            new Failure.BadInput("command line", 0, "--lease", "not a time", "such as 10m, or off"),
            e);
      }
    }
    boolean strict = Guards.asks(environment) == Guards.Asks.NAME_AND_REASON;
    if (strict && consenting.reason.filter(text -> !text.isBlank()).isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "lease",
              "Without a lease a closed laptop leaves this canary unwatched in production.",
              "Nothing was changed. Leave --lease as it is, or say --reason 'why'."));
    }
    return Optional.empty();
  }
}
