package pointsman.driver.nginx;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds in a parsed config the words of {@link Served}.
final class ServedReader {
  private static final List<String> FLAGS = List.of("udp", "ssl", "quic", "proxy_protocol");
  private static final Set<String> ANSWERS =
      Set.of(
          "proxy_pass",
          "fastcgi_pass",
          "grpc_pass",
          "memcached_pass",
          "scgi_pass",
          "uwsgi_pass",
          "return",
          "rewrite",
          "stub_status",
          "empty_gif",
          "root",
          "alias",
          "try_files");
  private static final Set<String> EVERYWHERE = Set.of("/", "^/", ".*");
  private static final Pattern LANE = Pattern.compile("[a-z0-9-]+\\.(blue|green)(\\..*)?");
  private static final Pattern STEERS = Pattern.compile("\\$pm_(to|target|up)_.*");
  private static final Pattern TARGET =
      Pattern.compile(
          "(\\$pm_(?:to|target)_\\w+)(?:/|\\$uri\\b|\\$request_uri\\b).*", Pattern.DOTALL);
  private static final Pattern CAPTURE =
      Pattern.compile(".*\\?P?[<'](pm_(?:to|target|up)_\\w*).*", Pattern.DOTALL);

  private final Set<String> served = new LinkedHashSet<>();

  Set<String> read(Block config) {
    for (Block each : config.below()) {
      if (each.name().equals("pid")) {
        served.add(Served.pid(each.word(1)));
      }
      visit(each, each.name().equals("http"));
    }
    return served;
  }

  private void visit(Block block, boolean http) {
    for (String word : block.words()) {
      Matcher capture = CAPTURE.matcher(word);
      if (capture.matches()) {
        served.add(Served.leads("$" + capture.group(1), "", word));
      }
    }
    switch (block.name()) {
      case "include" -> served.add(Served.include(block.word(1)));
      case "upstream" -> upstream(block);
      case "map", "geo", "split_clients" -> table(block);
      case "set", "auth_request_set" -> {
        if (STEERS.matcher(block.word(1)).matches()) {
          served.add(Served.leads(block.word(1), "", block.word(2)));
        }
      }
      case "server" -> {
        // A line of an upstream has arguments, a block has none.
        if (block.words().size() == 1) {
          server(block, http);
        }
      }
      default -> {}
    }
    block.below().forEach(each -> visit(each, http));
  }

  private void upstream(Block upstream) {
    String name = upstream.word(1);
    if (!LANE.matcher(name).matches()) {
      return;
    }
    for (Block line : upstream.below()) {
      if (line.name().equals("server")) {
        String weight =
            line.words().stream()
                .filter(word -> word.startsWith("weight="))
                .map(word -> word.substring("weight=".length()))
                .findFirst()
                .orElse("1");
        served.add(
            Served.server(
                name,
                line.word(1),
                weight,
                line.words().contains("backup"),
                line.words().contains("down")));
      }
    }
  }

  private void table(Block table) {
    String variable = table.last();
    if (!STEERS.matcher(variable).matches()) {
      return;
    }
    boolean target = variable.startsWith("$pm_target_");
    for (Block entry : table.below()) {
      boolean nowhere = target && entry.word(1).isEmpty();
      if (!nowhere && !entry.name().equals("include")) {
        served.add(Served.leads(variable, target ? "" : entry.name(), entry.word(1)));
      }
    }
  }

  private void server(Block server, boolean http) {
    Set<String> listeners = new LinkedHashSet<>();
    for (Block each : server.below()) {
      if (each.name().equals("listen")) {
        StringBuilder flags = new StringBuilder();
        FLAGS.stream()
            .filter(each.words()::contains)
            .forEach(flag -> flags.append(' ').append(flag));
        served.add(Served.listener(place(each.word(1)), flags.toString()));
        listeners.add(place(each.word(1)) + flags);
      }
    }
    if (listeners.isEmpty()) {
      served.add(Served.listener("*:80", ""));
      listeners.add("*:80");
    }
    for (String listener : listeners) {
      for (Block pass : server.all("proxy_pass")) {
        served.add(Served.way(listener, http ? target(pass.word(1)) : pass.word(1)));
      }
      if (http) {
        server.all("location").stream()
            .filter(location -> !answers(location))
            .forEach(location -> served.add(Served.files(listener, location.last())));
        if (!answers(server) && server.below().stream().noneMatch(ServedReader::isWhole)) {
          served.add(Served.files(listener, "every other path"));
        }
      }
    }
  }

  /// What a request goes to, whatever its path becomes on the way.
  private static String target(String word) {
    String to = word.startsWith("http://") ? word.substring("http://".length()) : word;
    Matcher ours = TARGET.matcher(to);
    return ours.matches() ? ours.group(1) : to;
  }

  /// A location for all paths that no other one takes.
  private static boolean isWhole(Block block) {
    return block.name().equals("location") && EVERYWHERE.contains(block.last());
  }

  private static boolean answers(Block block) {
    return block.below().stream()
        .anyMatch(each ->
            ANSWERS.contains(each.name())
                || (each.name().equals("deny") && each.word(1).equals("all")));
  }

  /// A listener's address and port as {@code Listener} writes them.
  private static String place(String word) {
    if (word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-') && !word.isEmpty()) {
      return "*:" + word;
    }
    boolean port = word.lastIndexOf(':') > word.lastIndexOf(']');
    return port || word.startsWith("unix:") ? word : word + ":80";
  }
}
