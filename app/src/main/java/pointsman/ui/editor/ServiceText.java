package pointsman.ui.editor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Tls;
import pointsman.model.fleet.Token;
import pointsman.model.value.InvalidValueException;

/// Listeners, routes and placements as lines that can be typed, and back. A line that is not
/// understood is an {@link InvalidValueException} that says what would be.
final class ServiceText {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private ServiceText() {}

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static List<String> words(String line) {
    return line.isBlank() ? List.of() : List.of(line.strip().split("[\\s,]+", -1));
  }

  // --- listeners: *:8080, 192.0.2.1:443 tls /etc/ssl/shop.pem, [::1]:80 proxy

  static List<Listener> listeners(String text) {
    return lines(text).stream().map(ServiceText::listener).toList();
  }

  private static Listener listener(String line) {
    List<String> words = words(line);
    String where = words.getFirst();
    int colon = where.lastIndexOf(':');
    if (colon < 0) {
      throw new InvalidValueException("'" + line + "' is not a listener", "such as *:8080");
    }
    String address = where.substring(0, colon).replaceAll("^\\[|]$", "");
    Optional<Tls> tls = Optional.empty();
    boolean proxy = false;
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "proxy" -> proxy = true;
        case "tls" -> {
          if (i + 1 >= words.size()) {
            throw new InvalidValueException(
                "tls without a certificate", "tls /path/on/the/node.pem");
          }
          tls = Optional.of(new Tls(new FilePath(words.get(++i)), Optional.empty()));
        }
        case "key" -> {
          if (tls.isEmpty() || i + 1 >= words.size()) {
            throw new InvalidValueException("key without tls", "tls CERTIFICATE key KEY");
          }
          tls =
              Optional.of(
                  new Tls(tls.get().certificate(), Optional.of(new FilePath(words.get(++i)))));
        }
        default ->
            throw new InvalidValueException(
                "'" + words.get(i) + "' is not understood", "tls FILE, key FILE or proxy");
      }
    }
    return new Listener(
        address.equals("*") || address.isEmpty()
            ? Optional.empty()
            : Optional.of(new Host(address)),
        port(where.substring(colon + 1)),
        tls,
        proxy);
  }

  /// A port as typed.
  static Port port(String text) {
    return new Port(number(text, "a number from 1 to 65535"));
  }

  /// A number as typed.
  static int number(String text, String expected) {
    if (!text.strip().matches("[0-9]{1,9}")) {
      throw new InvalidValueException("'" + text.strip() + "' is not a number", expected);
    }
    return Integer.parseInt(text.strip());
  }

  /// A duration as typed: `250ms`, `5s`, `15m`, `1h`.
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new InvalidValueException("'" + text.strip() + "' is not a duration", "such as 5s");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  /// In seconds, or in milliseconds where they do not fit.
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  static String listeners(List<Listener> listeners) {
    return listeners.stream().map(ServiceText::listener).collect(Collectors.joining("\n"));
  }

  private static String listener(Listener listener) {
    String tls =
        listener
            .tls()
            .map(t -> " tls " + t.certificate() + t.key().map(key -> " key " + key).orElse(""))
            .orElse("");
    return listener + tls + (listener.proxyProtocol() ? " proxy" : "");
  }

  // --- routes: path /api & header X-Beta=1 -> shop-api; the last: -> shop-web

  static List<Route> routes(String text) {
    return lines(text).stream().map(ServiceText::route).toList();
  }

  private static Route route(String line) {
    int arrow = line.lastIndexOf("->");
    if (arrow < 0) {
      throw new InvalidValueException("'" + line + "' has no ->", "such as path /api -> shop-api");
    }
    List<Condition> conditions = new ArrayList<>();
    for (String part : line.substring(0, arrow).split(" & ", -1)) {
      if (!part.isBlank()) {
        conditions.add(condition(part.strip()));
      }
    }
    return new Route(conditions, new Name(line.substring(arrow + 2).strip()));
  }

  private static Condition condition(String part) {
    int space = part.indexOf(' ');
    String kind = space < 0 ? part : part.substring(0, space);
    String value = space < 0 ? "" : part.substring(space + 1).strip();
    return switch (kind) {
      case "path" -> Condition.PathPrefix.of(value);
      case "host" -> new Condition.HostIs(new Host(value));
      case "header" ->
          new Condition.HeaderIs(new Token(before(value)), new MatchText(after(value)));
      case "cookie" ->
          new Condition.CookieIs(new Token(before(value)), new MatchText(after(value)));
      default ->
          throw new InvalidValueException(
              "'" + kind + "' is not a condition", "path /x, host a.b, header A=b or cookie a=b");
    };
  }

  private static String before(String pair) {
    int at = pair.indexOf('=');
    return at < 0 ? pair : pair.substring(0, at);
  }

  private static String after(String pair) {
    int at = pair.indexOf('=');
    return at < 0 ? "" : pair.substring(at + 1);
  }

  static String routes(List<Route> routes) {
    return routes.stream().map(ServiceText::route).collect(Collectors.joining("\n"));
  }

  private static String route(Route route) {
    String when = conditions(route);
    return (when.isEmpty() ? "" : when + " ") + "-> " + route.pool();
  }

  /// What a route asks for, in words; empty: always.
  static String conditions(Route route) {
    return route.when().stream().map(ServiceText::condition).collect(Collectors.joining(" & "));
  }

  private static String condition(Condition condition) {
    return switch (condition) {
      case Condition.PathPrefix path -> "path " + path.prefix();
      case Condition.HostIs host -> "host " + host.host();
      case Condition.HeaderIs header -> "header " + header.name() + "=" + header.equals().value();
      case Condition.CookieIs cookie -> "cookie " + cookie.name() + "=" + cookie.equals().value();
    };
  }

  // --- placement: everywhere, or tag:edge region:eu node:edge-1

  static Placement placement(String text) {
    TreeSet<Name> nodes = new TreeSet<>();
    TreeSet<Name> tags = new TreeSet<>();
    TreeSet<Name> regions = new TreeSet<>();
    for (String word : words(text)) {
      int colon = word.indexOf(':');
      String value = word.substring(colon + 1);
      switch (colon < 0 ? word : word.substring(0, colon)) {
        case "everywhere" -> {}
        case "node" -> nodes.add(new Name(value));
        case "tag" -> tags.add(new Name(value));
        case "region" -> regions.add(new Name(value));
        default ->
            throw new InvalidValueException(
                "'" + word + "' is not a place", "everywhere, tag:edge, region:eu or node:edge-1");
      }
    }
    return new Placement(nodes, tags, regions);
  }

  static String placement(Placement placement) {
    List<String> words = new ArrayList<>();
    placement.tags().forEach(tag -> words.add("tag:" + tag));
    placement.regions().forEach(region -> words.add("region:" + region));
    placement.nodes().forEach(node -> words.add("node:" + node));
    return words.isEmpty() ? "everywhere" : String.join(" ", words);
  }
}
