package pointsman.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import pointsman.service.guard.Consent;
import pointsman.service.shift.SplitOrder;

/// `split POOL PERCENT`: the candidate's share on every node of a pool, in two phases.
@Command(
    name = "split",
    description =
        "Sets a lane's share of a pool's users, and who goes by rule, on every node at once.")
final class SplitCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "POOL", description = "The pool.")
  String pool = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PERCENT",
      description = "0 to 100, with at most two decimals; without it the share stays.")
  Optional<String> percent = Optional.empty();

  @Option(
      names = "--audience",
      paramLabel = "on|off",
      description =
          "Whether the pool's audience rules count (default: off at 0, on with the first users).")
  Optional<Switch> audience = Optional.empty();

  /// On or off.
  enum Switch {
    on,
    off
  }

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
            name,
            lane(),
            percent.map(Share::parsePercent),
            audience.map(Switch.on::equals),
            DeployCommands.names("--without", without));
    services.traffic().notices().forEach(answer.notes()::println);
    Environment environment = services.inventory().load().environment();
    Consent consent = consenting.saidOrAsked(environment, "Split " + name + " " + wanted());
    ShiftResult result = services.traffic().split(order, consent);
    int code = ShiftText.code(result);
    ShiftText.of(services.inventory().load().findPool(name))
        .lines(result, wanted())
        .forEach(answer.text()::println);
    answer.document(Map.of("exit", code, "shift", result));
    if (services.traffic().commanded(name).candidate().equals(Share.NONE)) {
      services
          .capacity()
          .warnOfLive(services.inventory().load(), name, result.behind())
          .ifPresent(warning -> answer.notes().println("Beware: " + warning));
    }
    return code;
  }

  private String wanted() {
    return Stream.concat(percent.stream(), audience.stream().map(each -> "--audience " + each))
        .collect(Collectors.joining(" "));
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
