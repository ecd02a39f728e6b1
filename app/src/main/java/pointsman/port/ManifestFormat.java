package pointsman.port;

import pointsman.model.FailureException;
import pointsman.model.plan.Manifest;

/// The manifest's file.
public interface ManifestFormat {
  /// The manifest as JSON text.
  String write(Manifest manifest);

  /// Reads it back.
  ///
  /// @param where the node, for messages
  Manifest read(String json, String where) throws FailureException;
}
