package pointsman.driver.nginx;

import java.util.Map;
import java.util.TreeMap;
import pointsman.driver.SplitText;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Share;

/// The run-time files of a pool's split: the split itself, included where the pool is balanced, and
/// what the status server tells of it.
final class SplitConf {
  private SplitConf() {}

  static String splitName(Name pool) {
    return "split-" + pool + ".conf";
  }

  static String toldName(Name pool) {
    return "told-" + pool + ".conf";
  }

  /// Both files by name. Green stands first, so that a growing share moves nobody back; a line of 0
  /// % would be refused.
  static Map<String, String> files(Name pool, NodeSplit split) {
    String word = NginxInput.word(pool.value());
    StringBuilder text = new StringBuilder("# changed by pointsman\n");
    text.append("split_clients \"" + split.salt() + "$pm_key_" + word + "\" $pm_split_" + word);
    if (split.green().equals(Share.ALL)) {
      text.append(" { * green; }\n");
    } else if (split.green().equals(Share.NONE)) {
      text.append(" { * blue; }\n");
    } else {
      text.append(" { " + split.green().percent() + "% green; * blue; }\n");
    }
    text.append(
        "map \"\" $pm_candidate_"
            + word
            + " { default "
            + split.audience().map(LaneColor::word).orElse("off")
            + "; }\n");
    Map<String, String> files = new TreeMap<>();
    files.put(splitName(pool), text.toString());
    files.put(
        toldName(pool),
        "map \"\" $pm_told_" + word + " { default \"" + SplitText.of(split) + "\"; }\n");
    return files;
  }
}
