package pointsman.driver;

import pointsman.model.node.Ask;
import pointsman.model.node.Frame;

/// What makes a running node know a smoke test's secret. It is in no release, and ends by itself
/// when nobody takes it back.
public sealed interface SmokeEntry {

  /// The process is told, and forgets it after half a minute.
  ///
  /// @param put says nothing when it is known
  /// @param take forgets it at once
  record Runtime(Ask.Socket put, Ask.Socket take) implements SmokeEntry {}

  /// The node's script knows it as long as the conversation lasts.
  ///
  /// @param put its frame
  record Scripted(Frame put) implements SmokeEntry {}
}
