package pointsman.model.fleet;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// One load balancer, reached over SSH.
///
/// @param name its name in the inventory
/// @param address where its sshd is
/// @param port of its sshd
/// @param user who signs in
/// @param identity path of the private key on this computer (`~` allowed); empty: the agent or the
///   default keys
/// @param agent whether the SSH agent is asked
/// @param jump the node to go through
/// @param privilege with whose rights it is changed
/// @param engine what it runs
/// @param region where it stands
/// @param tags its groups
/// @param paths where things are on it
public record Node(
    Name name,
    Host address,
    Port port,
    String user,
    Optional<String> identity,
    boolean agent,
    Optional<Name> jump,
    Privilege privilege,
    EngineKind engine,
    Optional<Name> region,
    Set<Name> tags,
    NodePaths paths) {
  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");
  private static final Pattern IDENTITY =
      Pattern.compile("(?!.*/[.][.](/|$))~?/[A-Za-z0-9_.~/ @+-]{1,250}");

  /// Refuses unsafe users and key paths, and addresses that nobody is reached by.
  public Node {
    address.reachable();
    checkUser(user);
    identity.ifPresent(Node::checkIdentity);
    tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
  }

  /// The user name itself when it is safe.
  public static String checkUser(String user) {
    if (!USER.matcher(user).matches()) {
      throw new InvalidValueException(
          Printable.quote(user) + " is not a user name",
          "1 to 32 letters, digits, '_', '.' and '-', beginning with a letter or '_'");
    }
    return user;
  }

  /// The path of a key file on this computer itself when it is safe.
  public static String checkIdentity(String path) {
    if (!IDENTITY.matcher(path).matches() || !path.strip().equals(path)) {
      throw new InvalidValueException(
          Printable.quote(path) + " is not a key file's path",
          "a path from / or ~/ without '..', such as ~/.ssh/id_ed25519");
    }
    return path;
  }
}
