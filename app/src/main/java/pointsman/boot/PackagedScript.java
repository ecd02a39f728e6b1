package pointsman.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The node's script as it is packaged. It is sent to every node that is signed in to, so what only
/// its readers need stays here: comments and indentation, a quarter of it. It is told which edition
/// it is.
final class PackagedScript {
  private static final String NO_EDITION = "\nedition=source\n";

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
    String text = sent.toString();
    int at = text.indexOf(NO_EDITION);
    if (at < 0) {
      throw new IllegalStateException("the node's script has no place for its edition");
    }
    return text.substring(0, at)
        + "\nedition="
        + Integer.toHexString(text.hashCode())
        + "\n"
        + text.substring(at + NO_EDITION.length());
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
