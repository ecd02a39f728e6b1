package pointsman.driver.nginx;

import java.util.Map;
import java.util.TreeMap;
import pointsman.driver.Buckets;
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
  /// % would be refused. Which of the two variables counts is said by the release: the hashed one,
  /// or for a bucket cookie the one that takes the key for a bucket.
  static Map<String, String> files(Name pool, NodeSplit split) {
    String word = Spelling.word(pool);
    String text =
        """
        # changed by pointsman
        split_clients "%2$s$pm_key_%1$s" $pm_split_%1$s { %3$s }
        map $pm_key_%1$s $pm_bucket_%1$s { %4$s }
        map "" $pm_candidate_%1$s { default %5$s; }
        """
            .formatted(
                word,
                split.salt(),
                hashed(split.green()),
                bucketed(split),
                split.audience().map(LaneColor::word).orElse("off"));
    Map<String, String> files = new TreeMap<>();
    files.put(splitName(pool), text);
    files.put(
        toldName(pool),
        "map \"\" $pm_told_" + word + " { default \"" + SplitText.of(split) + "\"; }\n");
    return files;
  }

  private static String hashed(Share green) {
    if (green.equals(Share.ALL)) {
      return "* green;";
    }
    return green.equals(Share.NONE) ? "* blue;" : green.percent() + "% green; * blue;";
  }

  /// The buckets whose number plus the salt's offset is below green's share: at most two ranges.
  private static String bucketed(NodeSplit split) {
    int share = split.green().basisPoints();
    if (share == 0 || share == Buckets.COUNT) {
      return "default " + (share == 0 ? "blue;" : "green;");
    }
    int from = (Buckets.COUNT - Buckets.offset(split.salt())) % Buckets.COUNT;
    int to = from + share - 1;
    String ranges =
        to < Buckets.COUNT
            ? DigitRange.regex(from, to)
            : DigitRange.regex(from, Buckets.COUNT - 1)
                + "|"
                + DigitRange.regex(0, to - Buckets.COUNT);
    return "default blue; \"~^(" + ranges + ")$\" green;";
  }
}
