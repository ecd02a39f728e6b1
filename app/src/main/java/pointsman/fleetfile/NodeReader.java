package pointsman.fleetfile;

import java.util.Optional;
import java.util.TreeSet;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;

/// Reads one node.
final class NodeReader {
  private NodeReader() {}

  static Port port(String text) {
    return new Port(Words.number(text));
  }

  static Endpoint endpoint(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new pointsman.model.InvalidValueException(
          pointsman.model.Printable.quote(text) + " has no port", "such as 127.0.0.1:9180");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new Endpoint(
        new Host(bracketed ? host.substring(1, host.length() - 1) : host), port(text.substring(colon + 1)));
  }

  static Optional<Node> read(Section section) {
    Optional<Name> name = section.required("name", Name::new);
    Optional<Host> address = section.required("address", Host::new);
    Optional<Port> port = section.value("port", NodeReader::port);
    Optional<String> user = section.required("user", text -> text);
    Optional<String> identity = section.text("identity");
    boolean agent = section.value("agent", Words::yes).orElse(false);
    Optional<Name> jump = section.value("jump", Name::new);
    Optional<Privilege> privilege = section.word("privilege", Privilege.class);
    Optional<EngineKind> engine = section.required("engine", text -> Words.word(text, EngineKind.class));
    Optional<Name> region = section.value("region", Name::new);
    TreeSet<Name> tags = new TreeSet<>(section.values("tags", Name::new));
    Optional<NodePaths> paths =
        section
            .section("paths")
            .map(below -> paths(below, engine.orElse(EngineKind.HAPROXY)));
    section.end();
    if (name.isEmpty() || address.isEmpty() || user.isEmpty() || engine.isEmpty()) {
      return Optional.empty();
    }
    return section.make(
        () ->
            new Node(
                name.get(),
                address.get(),
                port.orElse(new Port(22)),
                user.get(),
                identity,
                agent,
                jump,
                privilege.orElse(user.get().equals("root") ? Privilege.ROOT : Privilege.SUDO),
                engine.get(),
                region,
                tags,
                paths.orElse(NodePaths.defaults(engine.get()))));
  }

  private static NodePaths paths(Section section, EngineKind engine) {
    NodePaths usual = NodePaths.defaults(engine);
    NodePaths paths =
        new NodePaths(
            section.value("root", FilePath::new).orElse(usual.root()),
            section.value("state", FilePath::new).orElse(usual.state()),
            section.value("binary", FilePath::new).orElse(usual.binary()),
            section.value("pid", FilePath::new).orElse(usual.pid()),
            section.value("socket", FilePath::new).orElse(usual.socket()),
            section.value("status", NodeReader::endpoint).orElse(usual.status()),
            section.value("bind", Host::new));
    section.end();
    return paths;
  }
}
