package pointsman.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.port.DemoKnob;

/// `lab knob POOL LANE [SERVER]`: lets demo servers fail or be slow.
@Command(name = "knob", description = "Tells the demo servers of a lane how to behave.")
final class LabKnobCommand implements Callable<Integer> {
  /// The lanes' words.
  enum Lane {
    blue,
    green
  }

  @Mixin LabPlace place = new LabPlace();

  @Parameters(index = "0", paramLabel = "POOL", description = "The pool.")
  String pool = "";

  @Parameters(index = "1", paramLabel = "LANE", description = "blue or green.")
  Lane lane = Lane.blue;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "SERVER",
      description = "One server of the lane (default: all of it).")
  Optional<String> server = Optional.empty();

  @Option(
      names = "--errors",
      paramLabel = "SHARE",
      converter = Amounts.Share.class,
      description = "Answer this share of requests with 500, such as 5%%.")
  Optional<Integer> errors = Optional.empty();

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      converter = Amounts.Time.class,
      description = "Take this much longer, such as 200ms.")
  Optional<Duration> delay = Optional.empty();

  @Option(names = "--down", description = "Refuse connections.")
  boolean down;

  @Option(names = "--up", description = "Accept connections again.")
  boolean up;

  @Option(names = "--sick", description = "Answer /health with 503.")
  boolean sick;

  @Option(names = "--well", description = "Answer /health with 200 again.")
  boolean well;

  @Spec CommandSpec spec = CommandSpec.create();

  private final Services services;
  private final Answer answer;

  LabKnobCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    DemoKnob knob = knob();
    int count = place.load(services.lab()).turn(knob);
    if (count == 0) {
      throw new FailureException(
          new Failure.NotFound(
              "demo server",
              pool + "/" + lane + server.map(name -> "/" + name).orElse(""),
              List.of("shop-web", "shop-api", "ledger")));
    }
    answer.text().println(count + " demo servers told (spares counted).");
    answer.document(new Turned(knob, count));
    return Complaint.DONE;
  }

  /// The document.
  ///
  /// @param knob what was told
  /// @param servers how many servers it concerned, spares counted
  record Turned(DemoKnob knob, int servers) {}

  private DemoKnob knob() {
    return new DemoKnob(
        new Name(pool),
        LaneColor.valueOf(lane.name().toUpperCase(Locale.ROOT)),
        server.map(Name::new),
        errors,
        delay,
        either("--down", down, "--up", up),
        either("--sick", sick, "--well", well));
  }

  private Optional<Boolean> either(String yes, boolean isYes, String no, boolean isNo) {
    if (isYes && isNo) {
      throw new ParameterException(spec.commandLine(), "Either " + yes + " or " + no + ".");
    }
    return isYes || isNo ? Optional.of(isYes) : Optional.empty();
  }
}
