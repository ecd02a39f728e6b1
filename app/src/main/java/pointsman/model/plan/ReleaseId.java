package pointsman.model.plan;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// The name of a release on a node: UTC time and eight hex digits of its content's hash, so that
/// two laptops never collide. Such as `20261123T142009Z-7c1e09ab`.
///
/// @param value the name; also a folder's name on the node
public record ReleaseId(String value) implements Comparable<ReleaseId> {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// Refuses everything else.
  public ReleaseId {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a release", "such as 20261123T142009Z-7c1e09ab");
    }
  }

  /// The id of a content at a time.
  ///
  /// @param at when it was made
  /// @param contentHash sha256 in hex
  public static ReleaseId of(Instant at, String contentHash) {
    return new ReleaseId(TIME.format(at) + "-" + contentHash.substring(0, 8));
  }

  /// The second that it is named by; empty where no calendar has it.
  public Optional<Instant> made() {
    try {
      return Optional.of(TIME.parse(value.substring(0, value.indexOf('-')), Instant::from));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// Whether another release has the same content, by the digits of its hash.
  public boolean sameContent(ReleaseId other) {
    return contentDigits().equals(other.contentDigits());
  }

  /// Whether it has this content, by the digits of the hash.
  ///
  /// @param contentHash sha256 in hex
  public boolean isOf(String contentHash) {
    return contentHash.startsWith(contentDigits());
  }

  private String contentDigits() {
    return value.substring(value.length() - 8);
  }

  @Override
  public int compareTo(ReleaseId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
