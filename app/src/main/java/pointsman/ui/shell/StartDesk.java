package pointsman.ui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.port.HostKeys;
import pointsman.service.demo.DemoService;
import pointsman.service.deploy.DeployService;
import pointsman.service.inventory.ApplyReport;
import pointsman.service.inventory.FleetFileText;
import pointsman.service.inventory.InventoryService;
import pointsman.service.inventory.TrustService;
import pointsman.ui.desk.StartWork;
import pointsman.ui.kit.Words;

/// How a fleet begins, laid over the services.
public final class StartDesk implements StartWork {
  private static final int NODES = 6;

  /// What it is laid over.
  ///
  /// @param demo starts the demo fleet
  /// @param inventory takes fleet files
  /// @param trust knows host keys
  /// @param deploys says what would be refused
  public record Over(
      DemoService demo, InventoryService inventory, TrustService trust, DeployService deploys) {}

  private final DemoService demo;
  private final InventoryService inventory;
  private final TrustService trust;
  private final DeployService deploys;
  private final Path labFolder;
  private final Words words;

  /// @param labFolder where the demo fleet lives
  public StartDesk(Over over, Path labFolder, Words words) {
    this.demo = over.demo();
    this.inventory = over.inventory();
    this.trust = over.trust();
    this.deploys = over.deploys();
    this.labFolder = labFolder;
    this.words = words;
  }

  @Override
  public void startDemo(Consumer<String> steps) throws FailureException, InterruptedException {
    demo.start(
        labFolder,
        NODES,
        step -> steps.accept(words.of("first.step." + step.name().toLowerCase(Locale.ROOT))));
  }

  @Override
  public List<HostKeys.SshHost> sshHosts() throws FailureException {
    return trust.hostsOfSshConfig();
  }

  @Override
  public FleetFile open(Path file) throws FailureException {
    ApplyReport report = inventory.apply(FleetFileText.of(file), file.toString(), false);
    return new FleetFile(report.with(deploys.foreseen()), inventory.load().nodes());
  }

  @Override
  public HostKeys.Offer offer(Node node) throws FailureException {
    Outcome<HostKeys.Offer> outcome =
        trust.offers(Set.of(node.name())).stream()
            .findFirst()
            .map(TrustService.Offered::offer)
            .orElseThrow(() ->
                new FailureException(new Failure.NotFound("node", node.name().value(), List.of())));
    return switch (outcome) {
      case Outcome.Ok<HostKeys.Offer> ok -> ok.value();
      case Outcome.Failed<HostKeys.Offer> failed -> throw new FailureException(failed.failure());
    };
  }

  @Override
  public void trust(Node node, HostKeys.Offer offer) throws FailureException {
    trust.accept(node, offer, Optional.of(offer.fingerprint()));
  }
}
