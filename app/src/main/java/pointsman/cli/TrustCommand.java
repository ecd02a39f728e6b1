package pointsman.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.port.HostKeys.Offer;
import pointsman.port.HostKeys.Standing;
import pointsman.service.inventory.TrustService;
import pointsman.service.inventory.TrustService.Offered;

/// `trust`: shows the nodes' host keys and accepts them. A changed key needs its fingerprint;
/// neither `--all` nor `--yes` accepts one.
@Command(
    name = "trust",
    description = "Shows and accepts host keys; exit 6 while one is not trusted.")
final class TrustCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NODE", arity = "0..*", description = "These nodes.")
  List<String> nodes = List.of();

  @Option(names = "--all", description = "All nodes of the inventory.")
  boolean all;

  @Option(
      names = "--fingerprint",
      paramLabel = "F",
      description = "Accept only a key with this fingerprint (SHA256:…); one node.")
  Optional<String> fingerprint = Optional.empty();

  @Option(names = "--yes", description = "Accept unknown keys without asking.")
  boolean yes;

  @Spec CommandSpec spec;

  private final Services services;
  private final Answer answer;
  private final Predicate<String> asked;

  /// @param asked puts a question to whoever sits at the terminal; false where nobody does
  TrustCommand(Services services, Answer answer, Predicate<String> asked) {
    this.services = services;
    this.answer = answer;
    this.asked = asked;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws Exception {
    if (nodes.isEmpty() != all) {
      throw new ParameterException(spec.commandLine(), "Name nodes, or say --all.");
    }
    if (fingerprint.isPresent() && nodes.size() != 1) {
      throw new ParameterException(spec.commandLine(), "--fingerprint goes with exactly one node.");
    }
    TrustService trust = services.trust();
    Set<Name> names = DeployCommands.names("NODE", nodes);
    List<Told> told = new ArrayList<>();
    for (Offered each : trust.offers(names)) {
      told.add(judge(trust, each));
    }
    if (told.isEmpty()) {
      answer.notes().println(NothingYet.of("nodes"));
    }
    answer.document(Map.of("nodes", told));
    return told.stream().mapToInt(Told::exit).max().orElse(Complaint.DONE);
  }

  /// One node's part of the document.
  ///
  /// @param key what it offered; empty: it could not be asked
  /// @param accepted whether that key is trusted now
  /// @param exit the exit code that it alone would have
  record Told(
      Name node,
      String address,
      int port,
      Optional<Offer> key,
      boolean accepted,
      Optional<Failure> failure,
      int exit) {
    static Told of(Offered each, Optional<Offer> key, Optional<Failure> failure, int exit) {
      return new Told(
          each.node().name(),
          each.node().address().value(),
          each.node().port().value(),
          key,
          failure.isEmpty(),
          failure,
          exit);
    }
  }

  private Told judge(TrustService trust, Offered each) {
    return switch (each.offer()) {
      case Outcome.Failed<Offer>(Failure failure) ->
          refused(each, Optional.empty(), failure, Complaint.exitCode(failure));
      case Outcome.Ok<Offer>(Offer offer) -> judge(trust, each, offer);
    };
  }

  private Told refused(Offered each, Optional<Offer> key, Failure failure, int exit) {
    Complaint.print(answer.notes(), failure);
    return Told.of(each, key, Optional.of(failure), exit);
  }

  private Told judge(TrustService trust, Offered each, Offer offer) {
    String line =
        "%s %s port %s %s %s"
            .formatted(
                each.node().name(),
                each.node().address(),
                each.node().port(),
                offer.type(),
                offer.fingerprint());
    boolean wanted =
        fingerprint.isPresent()
            || offer.standing() != Standing.UNKNOWN
            || yes
            || asked.test(line + ": accept this key? [y/N] ");
    if (!wanted) {
      answer.text().println(line + " not accepted");
      return refused(
          each,
          Optional.of(offer),
          new Failure.HostKeyUnknown(each.node().name(), offer.fingerprint()),
          Complaint.HOST_KEY);
    }
    try {
      trust.accept(each.node(), offer, fingerprint);
      boolean known = offer.standing() == Standing.TRUSTED;
      answer.text().println(line + (known ? " already trusted" : " accepted"));
      return Told.of(each, Optional.of(offer), Optional.empty(), Complaint.DONE);
    } catch (FailureException e) {
      boolean changed = offer.standing() == Standing.CHANGED;
      answer.text().println(line + (changed ? " CHANGED, not accepted" : " not accepted"));
      boolean refused = e.failure() instanceof Failure.Refused;
      return refused(
          each,
          Optional.of(offer),
          e.failure(),
          refused ? Complaint.HOST_KEY : Complaint.exitCode(e.failure()));
    }
  }
}
