package pointsman.port;

import java.time.Duration;
import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;

/// The host keys that were accepted.
public interface HostKeys {

  /// What a host offers.
  ///
  /// @param type such as `ssh-ed25519`
  /// @param key the public key, base64
  /// @param fingerprint `SHA256:…`
  /// @param standing what we know of it
  record Offer(String type, String key, String fingerprint, Standing standing) {}

  /// What we know of an offered key.
  enum Standing {
    /// Accepted before.
    TRUSTED,
    /// Never seen.
    UNKNOWN,
    /// Another one was accepted before.
    CHANGED
  }

  /// Asks a host for its key, without signing in.
  Offer offer(Node node, Duration limit) throws FailureException;

  /// Accepts a key, in place of earlier ones of that host.
  void accept(Node node, Offer offer) throws FailureException;

  /// Hosts of the user's own SSH client config, as nodes that could be added.
  List<SshHost> hostsOfSshConfig() throws FailureException;

  /// A host of the user's SSH client config.
  ///
  /// @param alias its name there
  /// @param host where it is
  /// @param port its sshd
  /// @param user who signs in; empty: not told
  /// @param identity the key's path; empty: not told
  /// @param jump the host that leads there; empty: none
  record SshHost(String alias, String host, int port, String user, String identity, String jump) {}
}
