package pointsman.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;

/// What in a config tells only the release or the node, put aside so that two configs that mean the
/// same are the same text.
public final class OwnWords {
  private static final Pattern RELEASE = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");
  private static final Pattern STAMP =
      Pattern.compile(
          "(?m)^(# .*release <release> · )[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}Z · [^\n]*$");

  private OwnWords() {}

  /// The text without its release, and without time and operator in the line that says what made
  /// it: these differ after every deploy.
  public static String withoutStamp(String text) {
    String plain = RELEASE.matcher(text).replaceAll("<release>");
    return STAMP.matcher(plain).replaceAll("$1<time> · <operator>");
  }

  /// The text without what is the node's own either: its name, addresses and places.
  ///
  /// @param text as {@link #withoutStamp} left it
  public static String withoutNode(Node node, String text) {
    Map<String, String> own = own(node);
    List<String> longestFirst = new ArrayList<>(own.keySet());
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    Pattern any =
        Pattern.compile(
            "(?<![A-Za-z0-9._:-])("
                + String.join("|", longestFirst.stream().map(Pattern::quote).toList())
                + ")(?![A-Za-z0-9_-]|[.][A-Za-z0-9]|:[0-9a-f]+:)");
    return any.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement("<" + own.get(found.group()) + ">"));
  }

  private static Map<String, String> own(Node node) {
    NodePaths paths = node.paths();
    Map<String, String> own = new LinkedHashMap<>();
    own.put(paths.root().value(), "root");
    own.put(paths.state().value(), "state");
    own.put(paths.socket().value(), "socket");
    own.put(paths.pid().value(), "pid");
    own.put(paths.status().toString(), "status");
    paths.bind().ifPresent(host -> own.put(host.value(), "bind"));
    own.putIfAbsent(node.address().value(), "address");
    own.put(node.name().value(), "node");
    return own;
  }
}
