package pointsman.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import pointsman.port.TextDiff;

/// Compares texts by line (Myers). Holds no state; safe for all threads.
public final class LineDiff implements TextDiff {
  @Override
  public List<Line> compare(String before, String after, int context) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    List<Line> all = new ArrayList<>();
    int done = 0;
    int shift = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
      int at = delta.getSource().getPosition();
      same(all, old, done, at, shift);
      List<String> gone = delta.getSource().getLines();
      List<String> fresh = delta.getTarget().getLines();
      for (int i = 0; i < gone.size(); i++) {
        all.add(new Line(Kind.REMOVED, at + i + 1, 0, gone.get(i)));
      }
      for (int i = 0; i < fresh.size(); i++) {
        all.add(new Line(Kind.ADDED, 0, delta.getTarget().getPosition() + i + 1, fresh.get(i)));
      }
      done = at + gone.size();
      shift += fresh.size() - gone.size();
    }
    if (done == 0 && all.isEmpty()) {
      return List.of();
    }
    same(all, old, done, old.size(), shift);
    return shortened(all, context);
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : text.lines().toList();
  }

  private static void same(List<Line> all, List<String> old, int from, int to, int shift) {
    for (int i = from; i < to; i++) {
      all.add(new Line(Kind.SAME, i + 1, i + 1 + shift, old.get(i)));
    }
  }

  /// Leaves out what is further than the context from every difference.
  private static List<Line> shortened(List<Line> all, int context) {
    boolean[] near = new boolean[all.size()];
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).kind() != Kind.SAME) {
        int last = Math.min(all.size() - 1, i + context);
        for (int j = Math.max(0, i - context); j <= last; j++) {
          near[j] = true;
        }
      }
    }
    List<Line> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (near[i]) {
        some.add(all.get(i));
      } else if (i == 0 || near[i - 1]) {
        some.add(new Line(Kind.GAP, 0, 0, ""));
      }
    }
    return some;
  }
}
