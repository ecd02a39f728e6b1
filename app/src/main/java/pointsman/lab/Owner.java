package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// The user who runs a lab, and signs in to its nodes.
///
/// @param name of the user
/// @param isRoot whether it may do everything
/// @param locked whether its password is locked, so that sshd wants PAM to let it in
record Owner(String name, boolean isRoot, boolean locked) {

  /// Who runs this process.
  static Owner find() throws FailureException {
    long uid = uid();
    try {
      for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
        String[] parts = line.split(":", -1);
        if (parts.length > 6 && parts[2].equals(Long.toString(uid))) {
          return check(new Owner(parts[0], uid == 0, uid == 0 && isLocked(parts[0])), parts[6]);
        }
      }
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile("/etc/passwd", "cannot be read", "Check its rights."), e);
    }
    // a user from a directory service has no line there
    return new Owner(System.getProperty("user.name", "root"), uid == 0, false);
  }

  private static Owner check(Owner owner, String shell) throws FailureException {
    if (shell.endsWith("/nologin") || shell.endsWith("/false")) {
      throw new FailureException(
          new Failure.LocalFile(
              "/etc/passwd",
              "user "
                  + owner.name()
                  + " has the login shell "
                  + shell
                  + ", so that no SSH command runs",
              "Start the lab as a user with a real login shell."));
    }
    return owner;
  }

  private static long uid() throws FailureException {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("Uid:")) {
          return Long.parseLong(line.split("\\s+")[1]);
        }
      }
      throw new IOException("no Uid line");
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              "/proc/self/status", "cannot be read", "The lab needs Linux with /proc."),
          e);
    }
  }

  private static boolean isLocked(String name) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/etc/shadow"));
      return lines.stream().anyMatch(line -> line.startsWith(name + ":!"));
    } catch (IOException _) {
      return false;
    }
  }
}
