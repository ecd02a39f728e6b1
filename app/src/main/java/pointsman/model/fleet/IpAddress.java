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
