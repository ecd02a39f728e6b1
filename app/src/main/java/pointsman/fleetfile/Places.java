package pointsman.fleetfile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the line of a field.
final class Places {
  private static final Pattern STEP = Pattern.compile("\\[([0-9]{1,9})]|([^.\\[\\]]+)");

  private Places() {}

  /// The line of what a path such as `services[0].routes[1].pool` names, or of the last thing on
  /// the way that is in the file.
  static int line(Tree root, String path) {
    Tree at = root;
    int line = root.line();
    Matcher steps = STEP.matcher(path);
    while (steps.find()) {
      if (at instanceof Tree.Listing listing && steps.group(1) != null) {
        int index = Integer.parseInt(steps.group(1));
        if (index >= listing.items().size()) {
          return line;
        }
        at = listing.items().get(index);
        line = at.line();
      } else if (at instanceof Tree.Mapping mapping
          && steps.group(2) != null
          && mapping.entries().get(steps.group(2)) instanceof Tree.Entry entry) {
        at = entry.value();
        line = entry.line();
      } else {
        return line;
      }
    }
    return line;
  }
}
