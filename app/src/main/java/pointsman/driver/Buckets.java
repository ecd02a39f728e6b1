package pointsman.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.zip.CRC32;
import pointsman.model.traffic.Salt;

/// The bucket cookie's arithmetic, the same on every engine: a user with bucket `b` (0 to 9,999)
/// goes to green when `(b + offset(salt)) mod 10000` is below green's share.
public final class Buckets {
  /// How many there are.
  public static final int COUNT = 10_000;

  private Buckets() {}

  /// Where a rollout begins to count: CRC-32 (ISO 3309) of the salt, modulo 10,000.
  public static int offset(Salt salt) {
    CRC32 crc = new CRC32();
    crc.update(salt.value().getBytes(US_ASCII));
    return (int) (crc.getValue() % COUNT);
  }
}
