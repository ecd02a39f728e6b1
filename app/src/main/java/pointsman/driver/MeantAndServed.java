package pointsman.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Holds what a config serves against what it was meant to serve, both as sentences. Pure.
public final class MeantAndServed {
  private MeantAndServed() {}

  /// What is missing, and what is there besides.
  ///
  /// @param keyword the directive that a sentence is about; empty when none could allow it
  /// @param allowed directives of which there may be more than was meant
  public static List<String> differences(
      Set<String> meant,
      Set<String> served,
      Function<String, String> keyword,
      Set<String> allowed) {
    List<String> differences = new ArrayList<>();
    for (String each : meant) {
      if (!served.contains(each)) {
        differences.add("the plan has " + each + ", the config has not");
      }
    }
    for (String each : served) {
      String about = keyword.apply(each);
      if (!meant.contains(each) && !allowed.contains(about)) {
        differences.add(
            "the config has "
                + each
                + ", the plan has not"
                + (about.isEmpty() ? "" : "; '" + about + "' is not allowed"));
      }
    }
    return differences;
  }
}
