package pointsman.fleetfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import pointsman.model.fleet.Cidr;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.Timeouts;
import pointsman.model.fleet.Tls;
import pointsman.model.fleet.Token;
import pointsman.model.fleet.UrlPath;

/// Reads one service.
final class ServiceReader {
  private ServiceReader() {}

  static Optional<Service> read(Section section) {
    Optional<Name> name = section.required("name", Name::new);
    Optional<Layer> layer = section.required("layer", text -> Words.word(text, Layer.class));
    List<Listener> listen = new ArrayList<>();
    section.sections("listen").forEach(each -> listener(each).ifPresent(listen::add));
    Placement on = section.section("on").map(ServiceReader::placement).orElse(Placement.everywhere());
    List<Route> routes = new ArrayList<>();
    section.sections("routes").forEach(each -> route(each).ifPresent(routes::add));
    Optional<Timeouts> timeouts =
        section.has("timeouts")
            ? section.section("timeouts").flatMap(ServiceReader::timeouts)
            : Optional.of(Timeouts.defaults());
    List<Cidr> trusted = section.values("trusted-proxies", Cidr::new);
    section.end();
    if (name.isEmpty() || layer.isEmpty() || timeouts.isEmpty()) {
      return Optional.empty();
    }
    return section.make(
        () -> new Service(name.get(), layer.get(), listen, on, routes, timeouts.get(), trusted));
  }

  private static Optional<Listener> listener(Section section) {
    boolean all = section.text("address").filter(text -> !text.equals("*")).isEmpty();
    Optional<Host> address = all ? Optional.empty() : section.value("address", Host::new);
    Optional<Port> port = section.required("port", NodeReader::port);
    Optional<Tls> tls =
        section
            .section("tls")
            .flatMap(
                below -> {
                  Optional<FilePath> certificate = below.required("certificate", FilePath::new);
                  Optional<FilePath> key = below.value("key", FilePath::new);
                  below.end();
                  return certificate.map(path -> new Tls(path, key));
                });
    boolean proxy = section.value("proxy-protocol", Words::yes).orElse(false);
    section.end();
    return port.map(number -> new Listener(address, number, tls, proxy));
  }

  private static Placement placement(Section section) {
    Placement placement =
        new Placement(
            new TreeSet<>(section.values("nodes", Name::new)),
            new TreeSet<>(section.values("tags", Name::new)),
            new TreeSet<>(section.values("regions", Name::new)));
    section.end();
    return placement;
  }

  private static Optional<Timeouts> timeouts(Section section) {
    Timeouts usual = Timeouts.defaults();
    var connect = section.value("connect", Words::duration).orElse(usual.connect());
    var client = section.value("client", Words::duration).orElse(usual.client());
    var server = section.value("server", Words::duration).orElse(usual.server());
    var old = section.value("old-workers", Words::duration).orElse(usual.oldWorkers());
    section.end();
    return section.make(() -> new Timeouts(connect, client, server, old));
  }

  private static Optional<Route> route(Section section) {
    List<Condition> when = new ArrayList<>();
    section.value("path", UrlPath::new).ifPresent(path -> when.add(new Condition.PathPrefix(path)));
    section.value("host", Host::new).ifPresent(host -> when.add(new Condition.HostIs(host)));
    pair(section, "header").ifPresent(pair -> when.add(new Condition.HeaderIs(pair.name(), pair.equals())));
    pair(section, "cookie").ifPresent(pair -> when.add(new Condition.CookieIs(pair.name(), pair.equals())));
    Optional<Name> pool = section.required("pool", Name::new);
    section.end();
    return pool.map(name -> new Route(when, name));
  }

  /// A header or cookie and the value it must have.
  record Pair(Token name, MatchText equals) {}

  static Optional<Pair> pair(Section section, String key) {
    return section
        .section(key)
        .flatMap(
            below -> {
              Optional<Token> name = below.required("name", Token::new);
              Optional<MatchText> equals = below.required("equals", MatchText::new);
              below.end();
              return name.flatMap(token -> equals.map(value -> new Pair(token, value)));
            });
  }
}
