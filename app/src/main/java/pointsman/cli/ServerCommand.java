package pointsman.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.ServerResult;
import pointsman.model.plan.ServerRuns;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerChange;
import pointsman.model.value.InvalidValueException;
import pointsman.service.server.ServerOrder;

/// `server`: drains servers, takes them out, brings them back, weights them.
@Command(name = "server", description = "Changes servers at run time; it stands over reloads.")
final class ServerCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Say what: server drain, ready, maint, weight, reset or list.");
  }

  /// The command with all its own.
  static CommandLine line(Services services, Answer answer) {
    return new CommandLine(new ServerCommand())
        .addSubcommand(
            "drain",
            new Fixed(services, answer, new ServerChange.ToState(AdminState.DRAIN))
                .line("Takes no new users; those who are on it stay."))
        .addSubcommand(
            "ready",
            new Fixed(services, answer, new ServerChange.ToState(AdminState.READY))
                .line("Takes users again, a standby server as well."))
        .addSubcommand(
            "maint",
            new Fixed(services, answer, new ServerChange.ToState(AdminState.MAINT))
                .line("Takes nobody."))
        .addSubcommand(new Weight(services, answer))
        .addSubcommand(
            "reset",
            new Fixed(services, answer, new ServerChange.AsDeployed())
                .line("State and weight as they were deployed."))
        .addSubcommand(new Listing(services, answer));
  }

  /// What all changes share.
  abstract static sealed class Change implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "POOL/SERVER", description = "Such as shop-web/b1.")
    String path = "";

    @Mixin ChosenNodes chosen = new ChosenNodes();

    @Mixin Consenting consenting = new Consenting();

    private final Services services;
    private final Answer answer;

    Change(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    abstract ServerChange change() throws FailureException;

    @Override
    public Integer call() throws Exception {
      ServerChange change = change();
      int slash = path.indexOf('/');
      ServerOrder order;
      try {
        order =
            new ServerOrder(
                new Name(slash < 0 ? "" : path.substring(0, slash)),
                new Name(path.substring(slash + 1)),
                change,
                nodes(slash < 0 ? "" : path.substring(0, slash)));
      } catch (InvalidValueException e) {
        throw new FailureException(
            new Failure.BadInput(
                "command line", 0, "POOL/SERVER", e.problem(), "such as shop-web/b1"),
            e);
      }
      String effect = "Set " + path + " to '" + change.words() + "'";
      ServerResult result =
          services
              .servers()
              .change(
                  order, consenting.saidOrAsked(services.inventory().load().environment(), effect));
      answer.document(result);
      lines(result).forEach(answer.text()::println);
      return code(result);
    }

    /// Of those that carry the pool; a pool that is not there is told by the service.
    private Set<Name> nodes(String pool) throws FailureException {
      List<Name> carriers =
          services.inventory().load().carriers(new Name(pool)).stream().map(Node::name).toList();
      return carriers.isEmpty() ? chosen.named() : chosen.of(carriers);
    }
  }

  /// A change that needs no more words than its own.
  @Command
  static final class Fixed extends Change {
    private final ServerChange change;

    Fixed(Services services, Answer answer, ServerChange change) {
      super(services, answer);
      this.change = change;
    }

    CommandLine line(String description) {
      CommandLine line = new CommandLine(this);
      line.getCommandSpec().usageMessage().description(description);
      return line;
    }

    @Override
    ServerChange change() {
      return change;
    }
  }

  @Command(name = "weight", description = "Gives it another share of its lane's users.")
  static final class Weight extends Change {
    @Parameters(index = "1", paramLabel = "N", description = "0 to 256; 100 is usual.")
    int weight;

    Weight(Services services, Answer answer) {
      super(services, answer);
    }

    @Override
    ServerChange change() throws FailureException {
      try {
        return new ServerChange.ToWeight(weight);
      } catch (InvalidValueException e) {
        throw new FailureException(
            new Failure.BadInput("command line", 0, "N", e.problem(), e.expected()), e);
      }
    }
  }

  /// Codes that say more than that all is as before, where they are every node's.
  private static final Set<Integer> TOLD =
      Set.of(Complaint.REFUSED, Complaint.BAD_INPUT, Complaint.HOST_KEY);

  /// The exit code.
  static int code(ServerResult result) {
    if (result.done()) {
      return Complaint.DONE;
    }
    if (!result.asBefore()) {
      return Complaint.UNKNOWN;
    }
    List<Integer> codes =
        result.nodes().stream()
            .flatMap(node -> node.failure().stream())
            .map(Complaint::exitCode)
            .distinct()
            .toList();
    return codes.size() == 1 && TOLD.contains(codes.getFirst())
        ? codes.getFirst()
        : Complaint.AS_BEFORE;
  }

  /// What is told of it.
  static List<String> lines(ServerResult result) {
    List<String> lines = new ArrayList<>();
    for (NodeResult node : result.nodes()) {
      lines.add(node.node() + ": " + node.end().name().toLowerCase(Locale.ROOT));
      node.evidence().forEach(each -> lines.add("  " + each));
      node.failure()
          .ifPresent(failure -> {
            lines.add("  " + failure.summary());
            lines.add("  " + failure.action());
          });
    }
    result.limits().forEach(each -> lines.add("limit: " + each));
    if (TOLD.contains(code(result))) {
      lines.add("Refused: this command changed no node.");
    } else if (!result.done()) {
      lines.add(
          result.asBefore()
              ? "Failed: every node was verified to be in its former state."
              : "Partly done. To go on: mend the cause, then the same command once more with"
                  + String.join(
                      "", result.behind().stream().map(each -> " --node " + each).toList()));
    }
    return lines;
  }

  /// `server list`.
  @Command(name = "list", description = "Servers that do not run as they were deployed.")
  static final class Listing implements Callable<Integer> {
    @Option(
        names = "--node",
        paramLabel = "NODE",
        split = ",",
        description = "Only on these nodes.")
    List<String> nodes = List.of();

    @Option(names = "--all", description = "Those that do as well.")
    boolean all;

    private final Services services;
    private final Answer answer;

    Listing(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      Set<Name> names = DeployCommands.names("--node", nodes);
      Map<Name, Outcome<List<ServerRuns>>> looks = services.servers().look(names);
      List<Object> document = new ArrayList<>();
      int code = Complaint.DONE;
      for (Map.Entry<Name, Outcome<List<ServerRuns>>> look : looks.entrySet()) {
        Optional<Failure> failure = look.getValue().findFailure();
        List<ServerRuns> shown =
            look.getValue().find().orElse(List.of()).stream()
                .filter(each -> all || !each.asDeployed())
                .toList();
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("node", look.getKey());
        node.put("servers", shown);
        node.put("failure", failure.map(Failure::summary));
        document.add(node);
        if (failure.isPresent()) {
          answer.text().println(look.getKey() + ": " + failure.get().summary());
          code = Math.max(code, Complaint.exitCode(failure.get()));
        }
        shown.forEach(each -> answer.text().println(look.getKey() + ": " + line(each)));
      }
      answer.document(Map.of("nodes", document));
      return code;
    }

    private static String line(ServerRuns server) {
      String runs =
          server.state().map(state -> state.word() + ", weight " + server.weight()).orElse("gone");
      return server.at()
          + " runs "
          + runs
          + (server.kept() ? "" : "; set by hand: a reload loses it")
          + (server.asDeployed()
              ? ""
              : "; deployed "
                  + pointsman.model.traffic.ServerOverride.deployed(server.deployed()).word()
                  + ", weight "
                  + server.deployed().weight());
    }
  }
}
