package pointsman.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Who works here while nobody set another name.
final class SystemOperator {
  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");
  private static final int LONGEST = 64;

  private SystemOperator() {}

  /// Such as `ada@desk`.
  static String name() {
    String name = System.getProperty("user.name", "someone") + "@" + host();
    String safe = name.replaceAll("[^A-Za-z0-9@._-]", "_");
    return safe.substring(0, Math.min(LONGEST, safe.length()));
  }

  /// Java asks the resolver for this, which may take seconds where the own name is unknown to it.
  private static String host() {
    try {
      if (Files.isReadable(LINUX)) {
        return Files.readString(LINUX).strip();
      }
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(SystemOperator.class).debug("no {}", LINUX, e);
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
