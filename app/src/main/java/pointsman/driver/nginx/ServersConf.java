package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import pointsman.driver.NodeIntent;
import pointsman.driver.TreeCheck.Directive;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;

/// The run-time files that a release includes for its servers, one a layer. A lane in which an
/// override stands gets upstreams of its own there, made from the release's; a variable says which
/// ones count. Lanes without one are served as in the release.
final class ServersConf {
  /// Ends the names of such upstreams. No server's name ends with a dash.
  static final String NOW = ".now-";

  /// Nginx reads words of at most 4,096 bytes.
  private static final int LONGEST = 3000;

  private ServersConf() {}

  static String name(String release) {
    return "servers-" + release + ".conf";
  }

  static String streamName(String release) {
    return "servers-" + release + ".stream.conf";
  }

  /// The files by name.
  ///
  /// @param upstreams the text of each lane's upstreams, for lanes in which an override stands
  static Map<String, String> files(
      NodeIntent intent, String release, Map<Lane, String> upstreams, ServerOverrides standing) {
    NginxInput input = new NginxInput(intent);
    Map<String, String> files = new TreeMap<>();
    files.put(name(release), head(standing) + told(standing) + lanes(input.pools(true), upstreams));
    List<Pool> stream = input.pools(false);
    if (!stream.isEmpty()) {
      files.put(streamName(release), head(standing) + lanes(stream, upstreams));
    }
    return files;
  }

  /// A lane of a pool.
  record Lane(Name pool, LaneColor color) {}

  /// Says which upstreams of a lane count.
  static String variable(Lane lane) {
    return "$pm_now_" + Spelling.word(lane.pool()) + "_" + lane.color().word();
  }

  /// Whether a config reads that: an operator's own template may leave it out.
  static boolean isRead(Lane lane, List<Directive> config) {
    Pattern whole = Pattern.compile(Pattern.quote(variable(lane)) + "(?![A-Za-z0-9_])");
    return config.stream()
        .flatMap(directive -> directive.words().stream())
        .anyMatch(word -> whole.matcher(word).find());
  }

  private static String head(ServerOverrides standing) {
    StringBuilder text =
        new StringBuilder(
            "# how servers differ at run time from this release; changed by pointsman\n");
    standing.all().forEach(each -> text.append("# override ").append(each.text()).append('\n'));
    return text.toString();
  }

  /// What the status server tells: parts, since a word of a config has a longest length.
  private static String told(ServerOverrides standing) {
    List<StringBuilder> parts = new ArrayList<>();
    for (ServerOverride each : standing.all()) {
      String line = "override " + each.text() + "\\n";
      if (parts.isEmpty() || parts.getLast().length() + line.length() > LONGEST) {
        parts.add(new StringBuilder());
      }
      parts.getLast().append(line);
    }
    StringBuilder text = new StringBuilder();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append("map \"\" $pm_overrides_" + i + " { default \"" + parts.get(i) + "\"; }\n");
      all.append("$pm_overrides_").append(i);
    }
    return text + "map \"\" $pm_overrides { default \"" + all + "\"; }\n";
  }

  private static String lanes(List<Pool> pools, Map<Lane, String> upstreams) {
    StringBuilder text = new StringBuilder();
    for (Pool pool : pools) {
      for (LaneColor color : LaneColor.values()) {
        Optional<String> own = Optional.ofNullable(upstreams.get(new Lane(pool.name(), color)));
        text.append("map \"\" " + variable(new Lane(pool.name(), color)));
        text.append(" { default \"" + (own.isPresent() ? NOW : "") + "\"; }\n");
        own.ifPresent(text::append);
      }
    }
    return text.toString();
  }
}
