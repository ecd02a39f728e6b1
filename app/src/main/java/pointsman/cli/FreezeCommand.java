package pointsman.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Why;

/// `freeze`: times in which nothing is changed.
@Command(name = "freeze", description = "Times in which changes are refused; the way back is not.")
final class FreezeCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what: freeze add, list or remove.");
  }

  /// The command with all its own.
  static CommandLine line(Services services, Answer answer) {
    return new CommandLine(new FreezeCommand())
        .addSubcommand(new Add(services, answer))
        .addSubcommand(new Listing(services, answer))
        .addSubcommand(new Remove(services, answer));
  }

  /// What all commands about guards answer with `--json`.
  static Map<String, Object> document(GuardSight sight) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("environment", sight.environment());
    document.put("readOnly", sight.readOnly());
    document.put("unlock", sight.unlock());
    document.put("freezes", sight.freezes());
    document.put("inForce", sight.inForce().stream().map(Freeze::name).toList());
    return document;
  }

  /// `freeze add`.
  @Command(name = "add", description = "Freezes changes for a time.")
  static final class Add implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Its name; typed to override it.")
    String name = "";

    @Option(
        names = "--from",
        paramLabel = "TIME",
        converter = Amounts.Moment.class,
        description =
            "When it begins (default: now), such as '2026-12-24 18:00' here or 2026-12-24T18:00Z.")
    Optional<Instant> from = Optional.empty();

    @Option(
        names = "--until",
        paramLabel = "TIME",
        converter = Amounts.Moment.class,
        description = "When it ends.")
    Optional<Instant> until = Optional.empty();

    @Option(
        names = "--for",
        paramLabel = "TIME",
        converter = Amounts.Time.class,
        description = "How long, such as 2h or 3d, instead of --until.")
    Optional<Duration> length = Optional.empty();

    @Option(
        names = "--only",
        paramLabel = "NAME",
        split = ",",
        description = "Only these services and pools (default: everything).")
    List<String> only = List.of();

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; shown to whoever it stops.")
    String reason = "";

    @Spec CommandSpec spec = CommandSpec.create();

    private final Services services;
    private final Answer answer;

    Add(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      if (until.isPresent() == length.isPresent()) {
        throw new ParameterException(spec.commandLine(), "Say either --until or --for.");
      }
      Instant begins = from.orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
      Instant ends = until.orElseGet(() -> begins.plus(length.orElseThrow()));
      Freeze freeze =
          services
              .guarding()
              .freeze(
                  new Name(name),
                  begins,
                  ends,
                  DeployCommands.names("--only", only),
                  new Why(reason));
      answer.document(document(services.guarding().sight()));
      answer.text().println(line(freeze));
      return Complaint.DONE;
    }
  }

  /// `freeze list`.
  @Command(name = "list", description = "Shows the freezes that are not over, and the lock.")
  static final class Listing implements Callable<Integer> {
    private final Services services;
    private final Answer answer;

    Listing(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      GuardSight sight = services.guarding().sight();
      answer.document(document(sight));
      if (sight.readOnly()) {
        answer.text().println("production is read-only.");
      }
      sight
          .unlock()
          .ifPresent(open ->
              answer
                  .text()
                  .println(
                      "production is open until "
                          + open.until().truncatedTo(ChronoUnit.SECONDS)
                          + ", by "
                          + open.operator()
                          + ": "
                          + open.why()));
      for (Freeze freeze : sight.freezes()) {
        answer.text().println((freeze.inForce(sight.at()) ? "* " : "  ") + line(freeze));
      }
      if (sight.freezes().isEmpty()) {
        answer.text().println("No freeze.");
      }
      return Complaint.DONE;
    }
  }

  private static String line(Freeze freeze) {
    String only = freeze.only().stream().map(Name::value).collect(Collectors.joining(", "));
    return freeze.name()
        + "  "
        + freeze.from().truncatedTo(ChronoUnit.SECONDS)
        + " until "
        + freeze.until().truncatedTo(ChronoUnit.SECONDS)
        + "  "
        + (only.isEmpty() ? "everything" : only)
        + "  "
        + freeze.why()
        + " ("
        + freeze.operator()
        + ")";
  }

  /// `freeze remove`.
  @Command(name = "remove", description = "Lifts a freeze.")
  static final class Remove implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Which.")
    String name = "";

    @Mixin Consenting consenting = new Consenting();

    private final Services services;
    private final Answer answer;

    Remove(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      services.guarding().lift(new Name(name), consenting.said());
      answer.document(document(services.guarding().sight()));
      answer.text().println("The freeze '" + name + "' is lifted.");
      return Complaint.DONE;
    }
  }
}
