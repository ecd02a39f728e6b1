package pointsman.ssh;

import java.io.IOException;

/// The node's sshd did not open a channel.
final class ChannelRefused extends IOException {
  private static final long serialVersionUID = 1;
  private final int reason;

  /// @param reason the code of RFC 4254, 5.1
  ChannelRefused(int reason) {
    super("channel refused, reason " + reason);
    this.reason = reason;
  }

  /// Whether sshd's settings forbid it, rather than what it leads to being out of reach.
  boolean prohibited() {
    return reason == 1 || reason == 3;
  }
}
