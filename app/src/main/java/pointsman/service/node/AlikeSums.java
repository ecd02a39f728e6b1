package pointsman.service.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// SHA-256 of texts that mostly begin alike, as the manifests of a fleet's nodes do: the sum of
/// what they share is taken once. The same sums as by {@link Sha256}. Safe for all threads.
final class AlikeSums {
  private static final int BLOCK = 64;
  private static final int WORTH = 4096;

  private volatile byte[] last = {};
  private volatile Optional<Begun> begun = Optional.empty();

  /// A sum that was taken of a beginning of whole blocks; its state is only ever copied.
  private record Begun(byte[] bytes, MessageDigest state) {}

  /// In lower-case hex.
  String of(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      return HexFormat.of().formatHex(sum(bytes));
    } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
      throw new IllegalStateException("every Java has SHA-256 that can be copied", e);
    }
  }

  private byte[] sum(byte[] bytes) throws NoSuchAlgorithmException, CloneNotSupportedException {
    Optional<Begun> known = begun.filter(some -> beginsWith(bytes, some.bytes()));
    if (known.isPresent()) {
      MessageDigest digest = (MessageDigest) known.get().state().clone();
      int shared = known.get().bytes().length;
      digest.update(bytes, shared, bytes.length - shared);
      return digest.digest();
    }
    int alike = Arrays.mismatch(bytes, last);
    last = bytes;
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    int shared = alike < WORTH ? 0 : alike - alike % BLOCK;
    digest.update(bytes, 0, shared);
    if (shared > 0) {
      begun = Optional.of(new Begun(Arrays.copyOf(bytes, shared), (MessageDigest) digest.clone()));
    }
    digest.update(bytes, shared, bytes.length - shared);
    return digest.digest();
  }

  private static boolean beginsWith(byte[] bytes, byte[] beginning) {
    return bytes.length >= beginning.length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }
}
