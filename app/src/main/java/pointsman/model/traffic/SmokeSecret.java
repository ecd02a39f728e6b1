package pointsman.model.traffic;

import java.util.HexFormat;
import java.util.function.LongSupplier;
import pointsman.model.value.InvalidValueException;

/// What lets one request choose a lane past the split: as long as a node knows it, it is the value
/// of the header {@link #HEADER}. It is drawn for one smoke test and written down nowhere else.
///
/// @param lane which one it chooses
/// @param token 32 hexadecimal digits
public record SmokeSecret(PoolLane lane, String token) {
  /// The request's header; in the answer it says who answered.
  public static final String HEADER = "X-Pointsman-Smoke";

  /// Before the name of who answered.
  private static final String ANSWERED = "answered ";

  /// Refuses every other token.
  public SmokeSecret {
    if (!token.matches("[0-9a-f]{32}")) {
      throw new InvalidValueException("not a token", "32 hexadecimal digits");
    }
  }

  /// A new one.
  ///
  /// @param chance draws numbers, of cryptographic quality
  public static SmokeSecret draw(PoolLane lane, LongSupplier chance) {
    HexFormat hex = HexFormat.of();
    return new SmokeSecret(
        lane, hex.toHexDigits(chance.getAsLong()) + hex.toHexDigits(chance.getAsLong()));
  }

  /// Who answered, by the answer's header; empty text when it was the load balancer itself.
  ///
  /// @param told the header's value
  public static java.util.Optional<String> whoAnswered(String told) {
    return told.concat(" ").startsWith(ANSWERED)
        ? java.util.Optional.of(told.substring(Math.min(told.length(), ANSWERED.length())))
        : java.util.Optional.empty();
  }

  /// `POOL.LANE.TOKEN`, the header's value.
  @Override
  public String toString() {
    return lane + "." + token;
  }
}
