package pointsman.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pointsman.model.fleet.Node;
import pointsman.port.TextDiff;

/// Configs and a plain difference for tests of the desk.
final class Texts {
  private Texts() {}

  static String config(Node node, int maxconn) {
    return "# "
        + node.name()
        + "\nbackend shop-web.blue\n  balance leastconn\n  server b1 10.0.0.1:8080 check weight 100 maxconn "
        + maxconn
        + "\n  server b2 10.0.0.2:8080 check weight 100 maxconn 200\n"
        + (maxconn > 200 ? "  server b7 10.0.0.7:8080 check weight 100 maxconn 200\n" : "")
        + "\nbackend shop-api.blue\n  balance roundrobin\n";
  }

  static List<TextDiff.Line> lines(String before, String after) {
    List<String> old = Arrays.asList(before.split("\n"));
    List<String> now = Arrays.asList(after.split("\n"));
    List<TextDiff.Line> lines = new ArrayList<>();
    int i = 0;
    for (int j = 0; j < now.size(); j++) {
      if (i < old.size() && old.get(i).equals(now.get(j))) {
        lines.add(new TextDiff.Line(TextDiff.Kind.SAME, ++i, j + 1, now.get(j)));
      } else if (i < old.size() && !now.contains(old.get(i))) {
        lines.add(new TextDiff.Line(TextDiff.Kind.REMOVED, ++i, 0, old.get(i - 1)));
        j--;
      } else {
        lines.add(new TextDiff.Line(TextDiff.Kind.ADDED, 0, j + 1, now.get(j)));
      }
    }
    return lines;
  }
}
