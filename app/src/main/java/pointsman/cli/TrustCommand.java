package pointsman.cli;

import java.io.PrintStream;
import java.util.List;
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
import pointsman.service.TrustService;
import pointsman.service.TrustService.Offered;

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
  private final PrintStream out;
  private final PrintStream err;
  private final Predicate<String> asked;

  /// @param asked puts a question to whoever sits at the terminal; false where nobody does
  TrustCommand(Services services, PrintStream out, PrintStream err, Predicate<String> asked) {
    this.services = services;
    this.out = out;
    this.err = err;
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
    int worst = Complaint.DONE;
    for (Offered each : trust.offers(names)) {
      worst = Math.max(worst, judge(trust, each));
    }
    return worst;
  }

  private int judge(TrustService trust, Offered each) {
    return switch (each.offer()) {
      case Outcome.Failed<Offer>(Failure failure) -> {
        Complaint.print(err, failure);
        yield Complaint.exitCode(failure);
      }
      case Outcome.Ok<Offer>(Offer offer) -> judge(trust, each, offer);
    };
  }

  private int judge(TrustService trust, Offered each, Offer offer) {
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
      out.println(line + " not accepted");
      Complaint.print(err, new Failure.HostKeyUnknown(each.node().name(), offer.fingerprint()));
      return Complaint.HOST_KEY;
    }
    try {
      trust.accept(each.node(), offer, fingerprint);
      out.println(line + (offer.standing() == Standing.TRUSTED ? " already trusted" : " accepted"));
      return Complaint.DONE;
    } catch (FailureException e) {
      out.println(
          line
              + (offer.standing() == Standing.CHANGED
                  ? " CHANGED, not accepted"
                  : " not accepted"));
      Complaint.print(err, e.failure());
      return e.failure() instanceof Failure.Refused
          ? Complaint.HOST_KEY
          : Complaint.exitCode(e.failure());
    }
  }
}
