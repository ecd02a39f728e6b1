package pointsman.driver.nginx;

import java.time.Duration;
import java.util.Set;
import pointsman.driver.Text;
import pointsman.model.fleet.Cidr;
import pointsman.model.fleet.IpAddress;
import pointsman.model.fleet.Name;

/// How values are spelled in Nginx's config.
final class Spelling {
  private static final Set<String> MAP_WORDS =
      Set.of("default", "hostnames", "include", "volatile");
  private static final String SPECIAL = ".+*?()[]{}|^$\\";

  private Spelling() {}

  /// A value as it is.
  static Text text(Object value) {
    return new Text(value.toString());
  }

  /// A name as part of a variable's name. Names hold no `_`, so no two become the same.
  static String word(Name name) {
    return name.value().replace('-', '_');
  }

  /// A regular expression that matches just this text.
  static String literal(String text) {
    StringBuilder regex = new StringBuilder();
    text.chars()
        .forEach(c -> {
          if (SPECIAL.indexOf(c) >= 0) {
            regex.append('\\');
          }
          regex.append((char) c);
        });
    return regex.toString();
  }

  /// A regular expression for the whole of a value: plain keys of a `map` ignore case.
  static Text whole(String text) {
    return new Text("^" + literal(text) + "$");
  }

  /// A plain key of a `map`; the map's own words are told apart by a backslash.
  static Text key(String text) {
    return new Text(MAP_WORDS.contains(text) ? "\\" + text : text);
  }

  /// A duration, such as `10m`, `5s` or `1500ms`.
  static String time(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /// A network without bits behind its prefix, of which Nginx complains.
  static Text network(Cidr cidr) {
    String value = cidr.value();
    int slash = value.indexOf('/');
    if (slash < 0) {
      return new Text(value);
    }
    int bits = Integer.parseInt(value.substring(slash + 1));
    byte[] bytes = IpAddress.bytes(value.substring(0, slash));
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(bits - 8L * i, 0, 8);
      bytes[i] &= (byte) (0xff << (8 - kept));
    }
    return new Text(address(bytes) + "/" + bits);
  }

  private static String address(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    if (bytes.length == 4) {
      for (byte each : bytes) {
        text.append(text.isEmpty() ? "" : ".").append(each & 0xff);
      }
      return text.toString();
    }
    for (int i = 0; i < 16; i += 2) {
      int group = ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
      text.append(text.isEmpty() ? "" : ":").append(Integer.toHexString(group));
    }
    return IpAddress.usual(text.toString());
  }
}
