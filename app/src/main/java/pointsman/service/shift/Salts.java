package pointsman.service.shift;

import java.security.SecureRandom;
import pointsman.model.traffic.Salt;

/// Draws the salt of a rollout's buckets.
public final class Salts {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 6;

  private Salts() {}

  /// A new one.
  public static Salt draw() {
    SecureRandom chance = new SecureRandom();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    }
    return new Salt(text.toString());
  }
}
