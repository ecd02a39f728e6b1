package pointsman.model.fleet;

import java.util.regex.Pattern;

/// The shapes of IP addresses, without any look-up.
public final class IpAddress {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  private IpAddress() {}

  /// Whether the text is a dotted IPv4 address.
  public static boolean isV4(String text) {
    return V4.matcher(text).matches();
  }

  /// Whether the text is an IPv6 address (RFC 4291, without zone).
  public static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0) {
      if (text.indexOf("::", gap + 1) >= 0) {
        return false;
      }
      int groups = groups(text.substring(0, gap), false) + groups(text.substring(gap + 2), true);
      return groups >= 0 && groups <= 7;
    }
    return text.contains(":") && groups(text, true) == 8;
  }

  /// An address in its usual form (RFC 5952), so that equal addresses are equal texts; load
  /// balancers tell them like this. What is not an address stays as it is.
  public static String usual(String text) {
    return isV6(text) ? shortened(bytes(text)) : text;
  }

  /// The 4 or 16 bytes of an address, in network order.
  ///
  /// @throws IllegalArgumentException when the text is not an address
  public static byte[] bytes(String text) {
    if (isV4(text)) {
      byte[] bytes = new byte[4];
      String[] octets = text.split("\\.");
      for (int i = 0; i < 4; i++) {
        bytes[i] = (byte) Integer.parseInt(octets[i]);
      }
      return bytes;
    }
    if (!isV6(text)) {
      throw new IllegalArgumentException("not an address");
    }
    int gap = text.indexOf("::");
    byte[] bytes = new byte[16];
    if (gap < 0) {
      fill(bytes, 0, text);
    } else {
      String tail = text.substring(gap + 2);
      fill(bytes, 0, text.substring(0, gap));
      fill(bytes, 16 - 2 * groups(tail, true), tail);
    }
    return bytes;
  }

  private static void fill(byte[] bytes, int from, String groups) {
    int at = from;
    for (String group : groups.isEmpty() ? new String[0] : groups.split(":", -1)) {
      if (isV4(group)) {
        System.arraycopy(bytes(group), 0, bytes, at, 4);
        at += 4;
      } else {
        int value = Integer.parseInt(group, 16);
        bytes[at++] = (byte) (value >> 8);
        bytes[at++] = (byte) value;
      }
    }
  }

  private static String shortened(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    boolean mapped = bytes[10] == -1 && bytes[11] == -1;
    for (int i = 0; i < 5; i++) {
      mapped &= groups[i] == 0;
    }
    if (mapped) {
      return "::ffff:%d.%d.%d.%d"
          .formatted(bytes[12] & 0xff, bytes[13] & 0xff, bytes[14] & 0xff, bytes[15] & 0xff);
    }
    return grouped(groups);
  }

  /// The groups in hex; the longest run of two or more zeros, the first of equals, as `::`.
  private static String grouped(int[] groups) {
    int longest = 1;
    int from = -1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        longest = end - i;
        from = i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == from) {
        text.append("::");
        i += longest - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
            .append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static int groups(String part, boolean mayEndInV4) {
    if (part.isEmpty()) {
      return 0;
    }
    String[] words = part.split(":", -1);
    int count = 0;
    for (int i = 0; i < words.length; i++) {
      if (mayEndInV4 && i == words.length - 1 && isV4(words[i])) {
        count += 2;
      } else if (GROUP.matcher(words[i]).matches()) {
        count++;
      } else {
        return -100;
      }
    }
    return count;
  }
}
