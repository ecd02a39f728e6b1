package pointsman.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import pointsman.lab.BalancerTalk;
import pointsman.model.fleet.Name;
import pointsman.port.LabNode;

/// A pool's split on a HAProxy node as it is there: what the process holds, and what a restart
/// takes.
///
/// @param node a HAProxy node
/// @param pool whose
record SplitOnNode(LabNode node, Name pool) {

  /// What the running process holds: `3000/k3x9/green`.
  String held() throws Exception {
    return value(BalancerTalk.socket(node, "show map " + map()));
  }

  /// What stands in the file.
  String file() throws Exception {
    return value(Files.readString(map()));
  }

  /// Sets what the process holds, behind our back.
  void put(String value) throws Exception {
    BalancerTalk.socket(node, "set map " + map() + " " + pool + " " + value);
  }

  private Path map() {
    return node.state().resolve("split-" + pool + ".map");
  }

  private String value(String map) {
    return map.lines()
        .filter(each -> (" " + each).contains(" " + pool + " "))
        .map(each -> each.substring(each.lastIndexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }
}
