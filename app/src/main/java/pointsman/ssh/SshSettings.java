package pointsman.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the SSH room has to know about this computer and how patient it is.
///
/// @param home Pointsman's folder; holds `known_hosts`
/// @param userHome the user's home; `~` in an identity means it
/// @param agentSocket the SSH agent's socket
/// @param connectLimit until a node has signed us in
/// @param keepAlive how often a quiet session is asked for a sign of life
/// @param keepAliveCount how many unanswered questions end a session
/// @param handshakes how many nodes are signed in to at the same time
public record SshSettings(
    Path home,
    Path userHome,
    Optional<Path> agentSocket,
    Duration connectLimit,
    Duration keepAlive,
    int keepAliveCount,
    int handshakes,
    Duration scriptRest) {

  /// Refuses what would never work.
  public SshSettings {
    if (!connectLimit.isPositive() || !keepAlive.isPositive()) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (keepAliveCount < 1 || handshakes < 1) {
      throw new IllegalArgumentException("counts must be at least 1");
    }
  }

  /// The usual patience: 10 s to sign in, a sign of life every 15 s, given up after two are
  /// missing, 32 handshakes at once; the user's home and agent from the process.
  ///
  /// @param home Pointsman's folder
  public static SshSettings usual(Path home) {
    return new SshSettings(
        home,
        Path.of(System.getProperty("user.home", ".")),
        Optional.ofNullable(System.getenv("SSH_AUTH_SOCK")).filter(s -> !s.isBlank()).map(Path::of),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        2,
        32,
        Duration.ZERO);
  }

  /// The same with another rhythm of signs of life.
  public SshSettings withKeepAlive(Duration every, int count) {
    return new SshSettings(
        home, userHome, agentSocket, connectLimit, every, count, handshakes, scriptRest);
  }

  /// The same with another agent, or none.
  public SshSettings withAgent(Optional<Path> socket) {
    return new SshSettings(
        home, userHome, socket, connectLimit, keepAlive, keepAliveCount, handshakes, scriptRest);
  }

  /// The same, but the node's script rests so long between two conversations.
  public SshSettings withScriptRest(Duration rest) {
    return new SshSettings(
        home, userHome, agentSocket, connectLimit, keepAlive, keepAliveCount, handshakes, rest);
  }
}
