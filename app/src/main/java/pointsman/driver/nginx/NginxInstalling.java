package pointsman.driver.nginx;

import java.util.List;
import java.util.Map;
import pointsman.driver.Installing;
import pointsman.model.fleet.Node;

/// How an Nginx node is changed.
final class NginxInstalling implements Installing {
  @Override
  public String word() {
    return "nginx";
  }

  @Override
  public String mainFile() {
    return "nginx.conf";
  }

  @Override
  public String lowestVersion() {
    return "1.18";
  }

  @Override
  public Map<String, String> featureProbes(Node node) {
    return Map.of();
  }

  @Override
  public List<String> reloadNotes() {
    return List.of(
        "reload: new workers take over; Nginx closes kept connections that are idle at that moment, so"
            + " a client that writes just then sees a reset: at most one request a kept connection");
  }
}
