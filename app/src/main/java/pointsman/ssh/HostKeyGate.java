package pointsman.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pointsman.model.FailureException;
import pointsman.port.HostKeys.Standing;

/// Decides during one handshake whether the offered host key is an accepted one, and remembers what
/// was offered. A host of which any key was accepted must show one of these: another one, of
/// whatever type, counts as changed.
final class HostKeyGate implements HostKeyRepository {
  /// The accepted keys of the host, looked up when they are needed.
  interface Accepted {
    List<KnownHosts.Key> all() throws FailureException;
  }

  private final Optional<KnownHosts.Key> first;
  private final Accepted accepted;
  private final boolean closed;
  private volatile byte @Nullable [] offered;

  /// @param first an accepted key of this host, of whose type the offered one best is; empty: it
  ///   has none
  /// @param accepted all of them
  /// @param closed true: nobody passes, it is only about what is offered
  HostKeyGate(Optional<KnownHosts.Key> first, Accepted accepted, boolean closed) {
    this.first = first;
    this.accepted = accepted;
    this.closed = closed;
  }

  /// The key that was offered, once it was.
  Optional<KnownHosts.Key> offered() {
    byte[] blob = offered;
    return blob == null
        ? Optional.empty()
        : Optional.of(
            new KnownHosts.Key(KnownHosts.typeOf(blob), Base64.getEncoder().encodeToString(blob)));
  }

  /// What is known of a key.
  Standing standing(KnownHosts.Key key) {
    if (first.isEmpty()) {
      return Standing.UNKNOWN;
    }
    return first.get().equals(key) || others().contains(key) ? Standing.TRUSTED : Standing.CHANGED;
  }

  /// A file that can no longer be read accepts nobody.
  private List<KnownHosts.Key> others() {
    try {
      return accepted.all();
    } catch (FailureException e) {
      return List.of();
    }
  }

  @Override
  public int check(String host, byte[] key) {
    offered = Arrays.copyOf(key, key.length);
    if (closed) {
      return NOT_INCLUDED;
    }
    return switch (standing(offered().orElseThrow())) {
      case TRUSTED -> OK;
      case UNKNOWN -> NOT_INCLUDED;
      case CHANGED -> CHANGED;
    };
  }

  /// An accepted key; the handshake prefers its type.
  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    String name = host == null ? "node" : host;
    return first.stream()
        .filter(key -> type == null || key.type().equals(type))
        .flatMap(key -> hostKey(name, key).stream())
        .toArray(HostKey[]::new);
  }

  private static Optional<HostKey> hostKey(String host, KnownHosts.Key key) {
    try {
      return Optional.of(new HostKey(host, Base64.getDecoder().decode(key.key())));
    } catch (JSchException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public HostKey[] getHostKey() {
    return getHostKey(null, null);
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return "known_hosts";
  }

  @Override
  public void add(HostKey key, @Nullable UserInfo user) {
    throw new UnsupportedOperationException("keys are accepted by people");
  }

  @Override
  public void remove(String host, String type) {
    throw new UnsupportedOperationException("keys are accepted by people");
  }

  @Override
  public void remove(String host, String type, byte @Nullable [] key) {
    throw new UnsupportedOperationException("keys are accepted by people");
  }
}
