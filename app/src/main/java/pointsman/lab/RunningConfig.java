package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.port.LabNode;
import pointsman.port.LabRuns;

/// What a node's load balancer runs, by its own word.
final class RunningConfig {
  private static final int LIMIT = 2000; // ms, for Nginx's answer
  private static final Pattern LANE =
      Pattern.compile("(?m)^ *(?:backend|upstream) ([a-z0-9-]+\\.(?:blue|green))\\b");
  private static final Pattern SERVER =
      Pattern.compile("^ +server (?:([a-z0-9-]+) )?(\\S+:[0-9]+)\\b.*?\\bweight[ =]([0-9]+)\\b.*");

  private final LabNode node;

  RunningConfig(LabNode node) {
    this.node = node;
  }

  /// One look.
  LabRuns look() throws IOException {
    String release =
        BalancerTalk.release(node, LIMIT)
            .orElseThrow(() -> new IOException("it does not name its release"));
    String inPlace = Files.readSymbolicLink(node.etc().resolve("current")).getFileName().toString();
    List<String> written = written(release);
    List<String> servers =
        switch (node.engine()) {
          case HAPROXY -> told(BalancerTalk.socket(node, "show servers state"));
          case NGINX -> written;
        };
    return new LabRuns(release, inPlace, servers, written);
  }

  /// Empty when the release is no longer on the node.
  private List<String> written(String release) throws IOException {
    Path file = node.etc().resolve("releases").resolve(release).resolve(BareRelease.file(node));
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> servers = new ArrayList<>();
    String lane = "";
    for (String line : Files.readAllLines(file)) {
      Matcher begins = LANE.matcher(line);
      if (begins.find()) {
        lane = begins.group(1);
      } else if (!line.startsWith(" ")) {
        lane = "";
      }
      Matcher server = SERVER.matcher(line);
      if (!lane.isEmpty() && server.matches()) {
        String name = server.group(1) == null ? "" : server.group(1) + " ";
        servers.add(lane + "/" + name + server.group(2) + " weight " + server.group(3));
      }
    }
    return servers.stream().sorted().toList();
  }

  /// From an answer whose second line names its columns.
  private static List<String> told(String answer) throws IOException {
    List<String> lines = answer.lines().toList();
    if (lines.size() < 2 || !lines.get(1).startsWith("# ")) {
      throw new IOException("'show servers state' has no header");
    }
    List<String> columns = Arrays.asList(lines.get(1).substring(2).split(" ", -1));
    List<String> servers = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      if (words.size() >= columns.size() && words.get(1).matches(".*\\.(blue|green)")) {
        servers.add(
            words.get(columns.indexOf("be_name"))
                + "/"
                + words.get(columns.indexOf("srv_name"))
                + " "
                + words.get(columns.indexOf("srv_addr"))
                + ":"
                + words.get(columns.indexOf("srv_port"))
                + " weight "
                + words.get(columns.indexOf("srv_uweight")));
      }
    }
    return servers.stream().sorted().toList();
  }
}
