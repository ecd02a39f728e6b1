package pointsman.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The node's script as it is packaged.
final class PackagedScript {
  private PackagedScript() {}

  static String text() {
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
