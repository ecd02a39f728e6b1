package pointsman.fleetfile;

import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Reads a node.
final class NodeReader {
  private NodeReader() {}

  static Supplier<Node> read(Fields in) {
    Supplier<Name> name = in.needText("name", Name::new);
    Supplier<Host> address = in.needText("address", text -> new Host(text).reachable());
    int port = in.number("port", 1, 65535).orElse(22);
    Supplier<String> user = in.needText("user", Node::checkUser);
    Optional<String> identity = in.text("identity", Node::checkIdentity);
    boolean agent = in.flag("agent");
    Optional<Name> jump = in.text("jump", Name::new);
    Optional<Privilege> privilege = in.word("privilege", Privilege.class);
    Optional<EngineKind> engine = in.word("engine", EngineKind.class);
    in.need("engine");
    Optional<Name> region = in.text("region", Name::new);
    TreeSet<Name> tags = new TreeSet<>(in.texts("tags", Name::new));
    NodePaths usual = NodePaths.defaults(engine.orElse(EngineKind.HAPROXY));
    NodePaths paths = in.mapping("paths", below -> paths(below, usual)).orElse(usual);
    return () ->
        new Node(
            name.get(),
            address.get(),
            new Port(port),
            user.get(),
            identity,
            agent,
            jump,
            privilege.orElse(privilege(user.get())),
            engine.orElseThrow(),
            region,
            tags,
            paths);
  }

  /// The rights a user has when nothing is said: root has them all, others ask sudo.
  static Privilege privilege(String user) {
    return user.equals("root") ? Privilege.ROOT : Privilege.SUDO;
  }

  private static Supplier<NodePaths> paths(Fields in, NodePaths usual) {
    Function<String, FilePath> path = FilePath::new;
    FilePath root = in.text("root", path).orElse(usual.root());
    FilePath state = in.text("state", path).orElse(usual.state());
    FilePath binary = in.text("binary", path).orElse(usual.binary());
    FilePath pid = in.text("pid", path).orElse(usual.pid());
    FilePath socket = in.text("socket", path).orElse(usual.socket());
    Endpoint status = in.text("status", NodeReader::endpoint).orElse(usual.status());
    Optional<Host> bind = in.text("bind", Host::new);
    return () -> new NodePaths(root, state, binary, pid, socket, status, bind);
  }

  private static Endpoint endpoint(String text) {
    String expected = "address and port, such as 127.0.0.1:9180 or [::1]:9180";
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (!port.matches("[1-9][0-9]{0,4}") || bracketed != bare.contains(":")) {
      throw new InvalidValueException(Printable.quote(text) + " is not address and port", expected);
    }
    return new Endpoint(new Host(bare), new Port(Integer.parseInt(port)));
  }
}
