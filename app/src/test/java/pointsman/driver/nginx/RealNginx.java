package pointsman.driver.nginx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A real Nginx between addresses of its own and small real servers, for tests to extend.
abstract class RealNginx {
  static final int PORT = 9001;

  @TempDir Path temp;
  final Loopback net = new Loopback();
  final List<Backend> backends = new ArrayList<>();
  NginxBox box;

  @BeforeEach
  void newBox() throws Exception {
    box = new NginxBox(temp);
  }

  @AfterEach
  void stop() throws Exception {
    box.close();
    for (Backend each : backends) {
      each.close();
    }
  }

  /// Servers b1, b2 on blue and g1, g2 on green.
  String lanes() throws Exception {
    for (int i = 0; i < 4; i++) {
      backends.add(Backend.http(server(i), net.at(11 + i), PORT));
    }
    return """
        lanes:
          blue: {servers: [%s, %s]}
          green: {servers: [%s, %s]}
    """
        .formatted(declared(0), declared(1), declared(2), declared(3));
  }

  static String server(int i) {
    return List.of("b1", "b2", "g1", "g2").get(i);
  }

  String declared(int i) {
    return "{name: %s, address: %s, port: %d}".formatted(server(i), net.at(11 + i), PORT);
  }

  void serve(String rest) throws Exception {
    box.write(rest, net.at(1));
    box.start();
  }

  Wire client() throws Exception {
    return new Wire(net.at(200), net.at(1), 8080);
  }
}
