package pointsman.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The node's script as it is packaged. It is sent to every node that is signed in to, so what only
/// its readers need stays here: comments and indentation, a quarter of it.
final class PackagedScript {
  private PackagedScript() {}

  static String text() {
    StringBuilder sent = new StringBuilder();
    for (String line : packaged().split("\n")) {
      String bare = line.stripLeading();
      // The first line says what this is, in the node's list of processes too.
      if (sent.isEmpty() || !(bare.isEmpty() || bare.startsWith("#"))) {
        sent.append(bare).append('\n');
      }
    }
    sent.setLength(sent.length() - 1);
    return sent.toString();
  }

  static String packaged() {
    try (InputStream in = PackagedScript.class.getResourceAsStream("/node/pointsman-node")) {
      if (in == null) {
        throw new IllegalStateException("the node's script is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
