package pointsman.model.node;

import java.util.Arrays;

/// One frame to the node's script: a verb and its data. On the wire: 64 bytes ASCII `VERB LENGTH`,
/// padded with spaces and ended by a newline, then the data.
///
/// @param verb upper-case letters, at most 12
/// @param payload the data
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record Frame(String verb, byte[] payload) {
  /// Copies.
  public Frame {
    if (!verb.matches("[A-Z]{1,12}")) {
      throw new IllegalArgumentException("not a verb: " + verb);
    }
    payload = payload.clone();
  }

  @Override
  public byte[] payload() {
    return payload.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame
        && verb.equals(frame.verb)
        && Arrays.equals(payload, frame.payload);
  }

  @Override
  public int hashCode() {
    return 31 * verb.hashCode() + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return verb + " " + payload.length;
  }
}
