package pointsman.model.fleet;

import java.util.Optional;

/// Where things are on a node.
///
/// @param root folder of the releases and of `current`
/// @param state folder of what changes at run time
/// @param binary the load balancer's program
/// @param pid file with the master's process id
/// @param socket HAProxy's stats socket; unused on Nginx
/// @param status address and port of Nginx's loopback status server; unused on HAProxy
/// @param bind the address that a listener on `*` binds to; empty: all addresses
public record NodePaths(
    FilePath root,
    FilePath state,
    FilePath binary,
    FilePath pid,
    FilePath socket,
    Endpoint status,
    Optional<Host> bind) {

  /// The places of a distribution's packages.
  public static NodePaths defaults(EngineKind engine) {
    String name =
        switch (engine) {
          case HAPROXY -> "haproxy";
          case NGINX -> "nginx";
        };
    return new NodePaths(
        new FilePath("/etc/pointsman"),
        new FilePath("/var/lib/pointsman"),
        new FilePath("/usr/sbin/" + name),
        new FilePath("/run/" + name + ".pid"),
        new FilePath("/run/haproxy/pointsman.sock"),
        new Endpoint(new Host("127.0.0.1"), new Port(9180)),
        Optional.empty());
  }
}
