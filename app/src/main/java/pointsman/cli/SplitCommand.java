package pointsman.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.value.InvalidValueException;
import pointsman.service.Consent;
import pointsman.service.SplitOrder;

/// `split POOL PERCENT`: the candidate's share on every node of a pool, in two phases.
@Command(
    name = "split",
    description = "Sets a lane's share of a pool's users on every node at once.")
final class SplitCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "POOL", description = "The pool.")
  String pool = "";

  @Parameters(
      index = "1",
      paramLabel = "PERCENT",
      description = "0 to 100, with at most two decimals.")
  String percent = "";

  @Option(
      names = "--lane",
      paramLabel = "LANE",
      description = "Whose share: blue or green (default: the lane that is not live).")
  Optional<String> lane = Optional.empty();

  @Option(
      names = "--without",
      paramLabel = "NODE",
      arity = "1..*",
      description = "Leaves these nodes out; they stay as they are.")
  List<String> without = List.of();

  @Mixin Consenting consenting = new Consenting();

  private final Services services;
  private final Answer answer;

  SplitCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    Name name = new Name(pool);
    SplitOrder order =
        new SplitOrder(
            name, lane(), Share.parsePercent(percent), DeployCommands.names("--without", without));
    services.traffic().notices().forEach(answer.notes()::println);
    Environment environment = services.inventory().load().environment();
    Consent consent = consenting.saidOrAsked(environment, "Move " + name + " to " + order.share());
    ShiftResult result = services.traffic().split(order, consent);
    int code = ShiftText.code(result);
    ShiftText.lines(result, percent).forEach(answer.text()::println);
    answer.document(Map.of("exit", code, "shift", result));
    if (services.traffic().commanded(name).candidate().equals(Share.NONE)) {
      services
          .capacity()
          .warnOfLive(services.inventory().load(), name, result.behind())
          .ifPresent(warning -> answer.notes().println("Beware: " + warning));
    }
    return code;
  }

  private Optional<LaneColor> lane() throws FailureException {
    if (lane.isEmpty()) {
      return Optional.empty();
    }
    for (LaneColor each : LaneColor.values()) {
      if (each.word().equals(lane.get().toLowerCase(Locale.ROOT))) {
        return Optional.of(each);
      }
    }
    InvalidValueException wrong =
        new InvalidValueException("'" + lane.get() + "' is not a lane", "blue or green");
    throw new FailureException(
        new Failure.BadInput("command line", 0, "--lane", wrong.problem(), wrong.expected()),
        wrong);
  }
}
