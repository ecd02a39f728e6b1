package pointsman.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes of the lab's small fleet file one whose configs have the size of a real one, about 21 kB,
/// by servers that stand by; and lets its health checks rest, which would be measured too.
final class LargeConfig {
  private static final Pattern SERVERS =
      Pattern.compile("(?m)^(?<indent> +)servers:\\R(?=(?: +- \\{name: [bg][0-9])+)");
  private static final int FIRST_PORT = 8000;
  private static final int EACH = 36;

  private LargeConfig() {}

  /// @param fleet a lab's fleet file
  static String of(String fleet) {
    StringBuilder large = new StringBuilder();
    Matcher lanes = SERVERS.matcher(fleet.replace("interval: 1s", "interval: 60s"));
    int lane = 0;
    while (lanes.find()) {
      lane++;
      StringBuilder more = new StringBuilder(lanes.group());
      for (int i = 1; i <= EACH; i++) {
        more.append(lanes.group("indent"))
            .append("  - {name: standby-")
            .append(lane * 100 + i)
            .append(", address: 127.255.")
            .append(lane)
            .append('.')
            .append(i)
            .append(", port: ")
            .append(FIRST_PORT + i)
            .append(", standby: true}\n");
      }
      lanes.appendReplacement(large, Matcher.quoteReplacement(more.toString()));
    }
    return lanes.appendTail(large).toString();
  }
}
