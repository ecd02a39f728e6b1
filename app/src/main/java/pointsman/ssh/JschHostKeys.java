package pointsman.ssh;

import java.time.Duration;
import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.port.HostKeys;

/// The accepted host keys in `known_hosts` of Pointsman's own folder; the user's own file is
/// neither read nor written. Any thread, any number of processes.
public final class JschHostKeys implements HostKeys {
  private final KnownHosts known;
  private final Dialer dialer;
  private final SshConfigFile config;

  /// @param settings this computer
  public JschHostKeys(SshSettings settings) {
    this.known = new KnownHosts(settings.home());
    this.dialer = new Dialer(settings, known);
    this.config = new SshConfigFile(settings.userHome());
  }

  @Override
  public Offer offer(Node node, Duration limit) throws FailureException {
    return dialer.offer(node, limit);
  }

  @Override
  public void accept(Node node, Offer offer) throws FailureException {
    known.replace(
        node.address().value(), node.port().value(), new KnownHosts.Key(offer.type(), offer.key()));
  }

  @Override
  public List<SshHost> hostsOfSshConfig() throws FailureException {
    return config.load();
  }
}
