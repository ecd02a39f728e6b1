package pointsman.fleetfile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
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

/// Reads a service.
final class ServiceReader {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  private ServiceReader() {}

  static Supplier<Service> read(Fields in) {
    Supplier<Name> name = in.needText("name", Name::new);
    Layer layer = in.word("layer", Layer.class).orElse(Layer.HTTP);
    List<Listener> listen =
        in.list(
            "listen", (tree, at) -> Fields.read(tree, at, in.findings(), ServiceReader::listener));
    in.needItems("listen");
    Placement on = in.mapping("on", ServiceReader::placement).orElse(Placement.everywhere());
    List<Route> routes =
        in.list("routes", (tree, at) -> Fields.read(tree, at, in.findings(), ServiceReader::route));
    in.needItems("routes");
    Timeouts timeouts = in.mapping("timeouts", ServiceReader::timeouts).orElse(Timeouts.defaults());
    List<Cidr> trusted = in.texts("trusted-proxies", Cidr::new);
    return () -> new Service(name.get(), layer, listen, on, routes, timeouts, trusted);
  }

  private static Supplier<Listener> listener(Fields in) {
    Optional<Optional<Host>> address =
        in.text(
            "address", text -> text.equals("*") ? Optional.empty() : Optional.of(new Host(text)));
    Supplier<Integer> port = in.needNumber("port", 1, 65535);
    Optional<Tls> tls = in.mapping("tls", ServiceReader::tls);
    boolean proxyProtocol = in.flag("proxy-protocol");
    return () ->
        new Listener(address.orElse(Optional.empty()), new Port(port.get()), tls, proxyProtocol);
  }

  private static Supplier<Tls> tls(Fields in) {
    Supplier<FilePath> certificate = in.needText("certificate", FilePath::new);
    Optional<FilePath> key = in.text("key", FilePath::new);
    return () -> new Tls(certificate.get(), key);
  }

  private static Supplier<Placement> placement(Fields in) {
    Set<Name> nodes = new TreeSet<>(in.texts("nodes", Name::new));
    Set<Name> tags = new TreeSet<>(in.texts("tags", Name::new));
    Set<Name> regions = new TreeSet<>(in.texts("regions", Name::new));
    return () -> new Placement(nodes, tags, regions);
  }

  private static Supplier<Route> route(Fields in) {
    List<Condition> when = new ArrayList<>();
    in.text("path", Condition.PathPrefix::of).ifPresent(when::add);
    in.text("host", Host::new).map(Condition.HostIs::new).ifPresent(when::add);
    when.addAll(equalities(in, "header", ServiceReader::header));
    when.addAll(equalities(in, "cookie", ServiceReader::cookie));
    Supplier<Name> pool = in.needText("pool", Name::new);
    return () -> new Route(when, pool.get());
  }

  /// One `{name, equals}`, or a list of them that must all hold.
  private static List<Condition> equalities(
      Fields in, String key, Function<Fields, Supplier<Condition>> reader) {
    Optional<Tree> tree = in.find(key);
    if (tree.isPresent() && tree.get() instanceof Tree.Listing) {
      return in.list(key, (item, at) -> Fields.read(item, at, in.findings(), reader));
    }
    return in.mapping(key, reader).map(List::of).orElse(List.of());
  }

  private static Supplier<Condition> header(Fields in) {
    Supplier<Token> name = in.needText("name", Token::new);
    Supplier<MatchText> equals = in.needText("equals", MatchText::new);
    return () -> new Condition.HeaderIs(name.get(), equals.get());
  }

  private static Supplier<Condition> cookie(Fields in) {
    Supplier<Token> name = in.needText("name", Token::new);
    Supplier<MatchText> equals = in.needText("equals", MatchText::new);
    return () -> new Condition.CookieIs(name.get(), equals.get());
  }

  private static Supplier<Timeouts> timeouts(Fields in) {
    Timeouts usual = Timeouts.defaults();
    Duration connect = in.duration("connect", SHORTEST, LONGEST).orElse(usual.connect());
    Duration client = in.duration("client", SHORTEST, LONGEST).orElse(usual.client());
    Duration server = in.duration("server", SHORTEST, LONGEST).orElse(usual.server());
    Duration old = in.duration("old-workers", SHORTEST, LONGEST).orElse(usual.oldWorkers());
    return () -> new Timeouts(connect, client, server, old);
  }
}
