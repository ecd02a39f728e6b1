package pointsman.port;

import java.nio.file.Path;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Name;

/// A node of a lab.
///
/// @param name such as `edge-1`
/// @param engine what it runs
/// @param address its own loopback address, on which its sshd and its services listen
/// @param folder where its config (`etc`), state (`var`) and run-time files (`run`) are
public record LabNode(Name name, EngineKind engine, String address, Path folder) {
  /// The port of every node's sshd.
  public static final int SSH_PORT = 2222;

  /// The port of the status server of an Nginx node.
  public static final int STATUS_PORT = 9180;

  /// The folder of its releases and of `current`.
  public Path etc() {
    return folder.resolve("etc");
  }

  /// The folder of what changes at run time.
  public Path state() {
    return folder.resolve("var");
  }

  /// The folder of its pid files and sockets.
  public Path run() {
    return folder.resolve("run");
  }

  /// The file with the load balancer's master process id.
  public Path pidFile() {
    return run()
        .resolve(
            switch (engine) {
              case HAPROXY -> "haproxy.pid";
              case NGINX -> "nginx.pid";
            });
  }

  /// HAProxy's stats socket.
  public Path socket() {
    return run().resolve("stats.sock");
  }
}
