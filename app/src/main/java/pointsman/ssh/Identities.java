package pointsman.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;

/// With which keys a node is signed in to: its identity; or the agent's, where it is asked for; or,
/// where neither is told, the agent's (when there is one) and the default keys of `~/.ssh`.
final class Identities {
  private static final List<String> DEFAULTS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
  private final SshSettings settings;
  private final ConcurrentHashMap<Path, Key> keys = new ConcurrentHashMap<>();

  Identities(SshSettings settings) {
    this.settings = settings;
  }

  /// Gives a node's keys to the library.
  ///
  /// @return how many keys there are; 2 stands for "several" where the agent has them
  int load(JSch jsch, Node node) throws FailureException {
    int count = 0;
    if (node.agent()) {
      count += loadAgent(jsch, node);
    }
    if (node.identity().isPresent()) {
      loadFile(jsch, node, resolve(node.identity().get()));
      return count + 1;
    }
    if (node.agent()) {
      return count;
    }
    List<String> encrypted = new ArrayList<>();
    if (settings.agentSocket().filter(Files::exists).isPresent()) {
      count += loadAgent(jsch, node);
    }
    for (Path file : defaultKeys()) {
      if (isEncrypted(node, file)) {
        encrypted.add(file.toString());
      } else {
        loadFile(jsch, node, file);
        count++;
      }
    }
    if (count == 0) {
      String why =
          encrypted.isEmpty()
              ? "it has no identity, and there is neither an agent nor a default key in "
                  + settings.userHome().resolve(".ssh")
              : "the key "
                  + encrypted.getFirst()
                  + " is encrypted; add it to the agent with ssh-add";
      throw refused(node, why);
    }
    return count;
  }

  private Path resolve(String identity) {
    if (identity.equals("~") || identity.startsWith("~/")) {
      return settings.userHome().resolve(identity.substring(Math.min(2, identity.length())));
    }
    return Path.of(identity);
  }

  private List<Path> defaultKeys() {
    return DEFAULTS.stream()
        .map(name -> settings.userHome().resolve(".ssh").resolve(name))
        .filter(Files::isReadable)
        .toList();
  }

  private int loadAgent(JSch jsch, Node node) throws FailureException {
    Path socket =
        settings
            .agentSocket()
            .orElseThrow(() ->
                refused(node, "it wants the SSH agent, and none runs (SSH_AUTH_SOCK is not set)"));
    try {
      AgentIdentityRepository agent = new AgentIdentityRepository(new SSHAgentConnector(socket));
      if (agent.getIdentities().isEmpty() && node.agent()) {
        throw refused(node, "the SSH agent has no keys; add one with ssh-add");
      }
      jsch.setIdentityRepository(agent);
      return agent.getIdentities().isEmpty() ? 0 : 2;
    } catch (AgentProxyException e) {
      throw refused(node, "the SSH agent at " + socket + " does not answer");
    }
  }

  private boolean isEncrypted(Node node, Path file) throws FailureException {
    return key(node, file).identity().isEncrypted();
  }

  private void loadFile(JSch jsch, Node node, Path file) throws FailureException {
    if (!Files.isReadable(file)) {
      throw unreadable(node, file, new JSchException("no readable file"));
    }
    Key key = key(node, file);
    if (key.identity().isEncrypted()) {
      throw refused(
          node,
          "the key "
              + file
              + " is encrypted; add it to the agent with ssh-add and set 'agent: true'");
    }
    try {
      jsch.addIdentity(key.identity(), null);
    } catch (JSchException e) {
      throw unreadable(node, file, e);
    }
  }

  /// A key as it was read; read again once its file has changed.
  private record Key(Identity identity, FileTime modified, long size) {}

  /// Most nodes of a fleet are signed in to with the same key, which is read once.
  private Key key(Node node, Path file) throws FailureException {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      Key known = keys.get(file);
      if (known == null || !known.modified().equals(modified) || known.size() != size) {
        known = new Key(read(file), modified, size);
        keys.put(file, known);
      }
      return known;
    } catch (IOException | JSchException e) {
      throw unreadable(node, file, e);
    }
  }

  private static Identity read(Path file) throws JSchException {
    JSch reader = new JSch();
    reader.addIdentity(file.toString());
    return reader.getIdentityRepository().getIdentities().firstElement();
  }

  private static FailureException refused(Node node, String why) {
    return new FailureException(new Failure.SignInRefused(node.name(), node.user(), why));
  }

  private static FailureException unreadable(Node node, Path file, Exception cause) {
    String why =
        Stream.of(cause.getMessage()).findFirst().filter(m -> !m.isBlank()).orElse("not a key");
    return new FailureException(
        new Failure.LocalFile(
            file.toString(),
            "the key for " + node.name() + " cannot be used: " + why,
            "Set the node's identity to a private key that you can read."),
        cause);
  }
}
