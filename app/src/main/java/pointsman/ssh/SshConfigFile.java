package pointsman.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.HostKeys.SshHost;

/// Reads the hosts of the user's SSH client config (ssh_config(5)): `Host`, `HostName`, `Port`,
/// `User`, `IdentityFile`, `ProxyJump`, `ProxyCommand` and `Include`; the first value wins, as with
/// ssh. `Match` blocks are passed over: what they depend on is not known here.
final class SshConfigFile {
  private static final int DEEPEST_INCLUDE = 16;
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(.*)");
  private final Path userHome;

  SshConfigFile(Path userHome) {
    this.userHome = userHome;
  }

  /// One setting and the `Host` patterns it stands under.
  private record Setting(List<String> patterns, String key, String value) {}

  /// The hosts that are named without wildcards, in the order of the file; none where there is no
  /// file.
  List<SshHost> load() throws FailureException {
    Path file = userHome.resolve(".ssh").resolve("config");
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Setting> settings = new ArrayList<>();
    read(file, List.of("*"), settings, 0);
    Set<String> aliases = new LinkedHashSet<>();
    for (Setting setting : settings) {
      if (setting.key().equals("host")) {
        setting.patterns().stream()
            .filter(pattern -> !pattern.matches(".*[*?!].*"))
            .forEach(aliases::add);
      }
    }
    List<SshHost> hosts = new ArrayList<>();
    for (String alias : aliases) {
      hosts.add(host(alias, settings, file));
    }
    return hosts;
  }

  private static SshHost host(String alias, List<Setting> settings, Path file)
      throws FailureException {
    Map<String, String> values = new HashMap<>();
    for (Setting setting : settings) {
      if (matches(alias, setting.patterns())) {
        values.putIfAbsent(setting.key(), setting.value());
      }
    }
    String port = values.getOrDefault("port", "22");
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > 65535) {
      throw bad(file, 0, "Port " + port + " of host " + alias + " is not a port");
    }
    return new SshHost(
        alias,
        values.getOrDefault("hostname", alias).replace("%h", alias),
        Integer.parseInt(port),
        values.getOrDefault("user", ""),
        values.getOrDefault("identityfile", ""),
        jump(values));
  }

  /// A command that leads there counts as a jump host too: neither is reached directly.
  private static String jump(Map<String, String> values) {
    String host = values.getOrDefault("proxyjump", "none");
    String way = host.equalsIgnoreCase("none") ? values.getOrDefault("proxycommand", "none") : host;
    return way.equalsIgnoreCase("none") ? "" : way;
  }

  private void read(Path file, List<String> outer, List<Setting> settings, int depth)
      throws FailureException {
    if (depth > DEEPEST_INCLUDE) {
      throw bad(file, 0, "Include goes deeper than " + DEEPEST_INCLUDE + " files");
    }
    List<String> patterns = outer;
    int number = 0;
    for (String raw : lines(file)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw bad(file, number, "a keyword and a value are expected");
      }
      List<String> words = words(file, number, parts.group(2));
      String key = parts.group(1).toLowerCase(Locale.ROOT);
      switch (key) {
        case "host" -> {
          patterns = words;
          settings.add(new Setting(words, key, ""));
        }
        case "match" -> patterns = List.of();
        case "include" -> include(words, patterns, settings, depth);
        default -> settings.add(new Setting(patterns, key, words.getFirst()));
      }
    }
  }

  private void include(List<String> words, List<String> patterns, List<Setting> settings, int depth)
      throws FailureException {
    for (String word : words) {
      for (Path file : glob(word)) {
        read(file, patterns, settings, depth + 1);
      }
    }
  }

  private List<Path> glob(String word) throws FailureException {
    Path sshFolder = userHome.resolve(".ssh");
    Path path =
        word.startsWith("~/") ? userHome.resolve(word.substring(2)) : sshFolder.resolve(word);
    Path folder = path.getParent() == null ? sshFolder : path.getParent();
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, path.getFileName().toString())) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          found.add(file);
        }
      }
    } catch (NoSuchFileException | java.nio.file.NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw bad(folder, 0, "cannot be read: " + e.getMessage());
    }
    found.sort(null);
    return found;
  }

  private static List<String> lines(Path file) throws FailureException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw bad(file, 0, "cannot be read: " + e.getMessage());
    }
  }

  private static List<String> words(Path file, int number, String text) throws FailureException {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int end = 0;
    while (word.find()) {
      if (!text.substring(end, word.start()).isBlank()) {
        break;
      }
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
      end = word.end();
    }
    if (words.isEmpty() || !text.substring(end).isBlank()) {
      throw bad(file, number, "the quotes do not match, or the value is missing");
    }
    return words;
  }

  private static boolean matches(String alias, List<String> patterns) {
    boolean matched = false;
    for (String pattern : patterns) {
      boolean negated = pattern.startsWith("!");
      String glob = negated ? pattern.substring(1) : pattern;
      String regex = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
      if (alias.matches(regex)) {
        if (negated) {
          return false;
        }
        matched = true;
      }
    }
    return matched;
  }

  private static FailureException bad(Path file, int line, String problem) {
    return new FailureException(
        new Failure.LocalFile(
            line > 0 ? file + ":" + line : file.toString(),
            problem,
            "Mend the file so that 'ssh' itself accepts it, then try again."));
  }
}
