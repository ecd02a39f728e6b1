package pointsman.driver;

import java.util.List;
import java.util.Map;
import pointsman.model.fleet.Node;

/// How a release gets onto a node.
public interface Installing {
  /// The word for this engine in the node's script: `haproxy` or `nginx`.
  String word();

  /// The file the engine is started with.
  String mainFile();

  /// Lowest version that is served, such as `2.4`.
  String lowestVersion();

  /// Optional features and a ten-line config each that the node accepts only if it has the feature.
  Map<String, String> featureProbes(Node node);

  /// Sentences on what a reload costs on this engine.
  List<String> reloadNotes();
}
