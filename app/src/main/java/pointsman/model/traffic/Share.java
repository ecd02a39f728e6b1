package pointsman.model.traffic;

import java.math.BigDecimal;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// A share of users, in basis points: 10,000 are all of them.
///
/// @param basisPoints 0 to 10,000
public record Share(int basisPoints) implements Comparable<Share> {
  /// Nobody.
  public static final Share NONE = new Share(0);

  /// Everybody.
  public static final Share ALL = new Share(10_000);

  /// Refuses what is no share.
  public Share {
    if (basisPoints < 0 || basisPoints > 10_000) {
      throw new InvalidValueException(percent(basisPoints) + " % is not a share", "0 to 100 %");
    }
  }

  /// Reads percent with up to two decimals, such as `2.5`, with or without `%`.
  public static Share parsePercent(String text) {
    String number = text.strip().replaceFirst("\\s*%$", "");
    if (!number.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
      throw new InvalidValueException(
          Printable.quote(text) + " is not a percentage", "0 to 100 with at most two decimals");
    }
    return new Share(new BigDecimal(number).movePointRight(2).intValueExact());
  }

  /// All that this share leaves.
  public Share rest() {
    return new Share(10_000 - basisPoints);
  }

  /// In percent, without needless zeros: `2.5`.
  public String percent() {
    return percent(basisPoints);
  }

  private static String percent(int basisPoints) {
    return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(Share other) {
    return Integer.compare(basisPoints, other.basisPoints);
  }

  @Override
  public String toString() {
    return percent() + " %";
  }
}
