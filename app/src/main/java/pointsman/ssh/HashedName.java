package pointsman.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A host's name as HashKnownHosts writes it (sshd(8)): `|1|salt|sum`, the sum by HMAC-SHA1.
final class HashedName {
  static final String MARK = "|1|";
  private static final SecureRandom RANDOM = new SecureRandom();

  private HashedName() {}

  /// The field of a name, with a salt of its own.
  static String of(String name) {
    byte[] salt = new byte[20];
    RANDOM.nextBytes(salt);
    Base64.Encoder text = Base64.getEncoder();
    return MARK + text.encodeToString(salt) + "|" + text.encodeToString(hash(mac(), salt, name));
  }

  /// Whether a field is that of a name.
  ///
  /// @param mac by {@link #mac}, used by one thread at a time
  static boolean isOf(String field, String name, Mac mac) {
    int middle = field.indexOf('|', MARK.length());
    if (middle < 0 || field.indexOf('|', middle + 1) >= 0) {
      return false;
    }
    try {
      byte[] salt = Base64.getDecoder().decode(field.substring(MARK.length(), middle));
      return salt.length > 0
          && MessageDigest.isEqual(
              Base64.getDecoder().decode(field.substring(middle + 1)), hash(mac, salt, name));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static Mac mac() {
    try {
      return Mac.getInstance("HmacSHA1");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  private static byte[] hash(Mac mac, byte[] salt, String name) {
    try {
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
