package pointsman.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// The node's script as it travels: packed once for all nodes, since every byte costs this computer
/// encryption and a sum for each of them; as it is where a node has nothing to unpack it with.
final class SentScript {
  /// The shell's code where there is no `gzip`.
  static final int NO_GZIP = 91;

  /// The shell's code when the script did not arrive whole.
  static final int NOT_WHOLE = 90;

  private final byte[] text;
  private byte[] packed = {};

  /// @param text ASCII without a newline at its end
  SentScript(String text) {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("the node's script must be ASCII");
    }
    this.text = text.getBytes(StandardCharsets.US_ASCII);
  }

  /// What is sent.
  byte[] bytes(boolean gzip) {
    return gzip ? packed() : text;
  }

  private synchronized byte[] packed() {
    if (packed.length == 0) {
      ByteArrayOutputStream into = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(into)) {
        gzip.write(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      packed = into.toByteArray();
    }
    return packed;
  }

  /// What takes it on the node. `head -c` takes the script and not a byte of the frames after it.
  /// The quotes are such that every login shell passes the text on as it is.
  String command(boolean gzip) {
    String take = "timeout 20 head -c " + bytes(gzip).length;
    return "exec sh -c 'LC_ALL=C; export LC_ALL; "
        + (gzip
            ? "command -v gzip >/dev/null || exit "
                + NO_GZIP
                + "; s=$("
                + take
                + " | GZIP= gzip -dc)"
            : "s=$(exec " + take + ")")
        + "; [ \"${#s}\" -eq "
        + text.length
        + " ] || exit "
        + NOT_WHOLE
        + "; eval \"$s\"' pointsman-node";
  }
}
