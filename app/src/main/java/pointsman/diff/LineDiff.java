package pointsman.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import pointsman.port.TextDiff;

/// Compares texts line by line. Safe for all threads.
public final class LineDiff implements TextDiff {
  @Override
  public List<Line> compare(String before, String after, int context) {
    List<String> old = before.isEmpty() ? List.of() : before.lines().toList();
    List<String> fresh = after.isEmpty() ? List.of() : after.lines().toList();
    List<Line> lines = new ArrayList<>();
    int told = 0;
    int shift = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(old, fresh).getDeltas()) {
      int at = delta.getSource().getPosition();
      int from = Math.max(told, at - context);
      int tailEnd = Math.min(at, told + (told == 0 ? 0 : context));
      same(lines, old, told, tailEnd, shift);
      if (from > tailEnd) {
        lines.add(new Line(Kind.GAP, 0, 0, ""));
      }
      same(lines, old, Math.max(from, tailEnd), at, shift);
      List<String> gone = delta.getSource().getLines();
      List<String> come = delta.getTarget().getLines();
      for (int i = 0; i < gone.size(); i++) {
        lines.add(new Line(Kind.REMOVED, at + i + 1, 0, gone.get(i)));
      }
      for (int i = 0; i < come.size(); i++) {
        lines.add(new Line(Kind.ADDED, 0, delta.getTarget().getPosition() + i + 1, come.get(i)));
      }
      told = at + gone.size();
      shift += come.size() - gone.size();
    }
    if (!lines.isEmpty()) {
      int end = Math.min(old.size(), told + context);
      same(lines, old, told, end, shift);
      if (end < old.size()) {
        lines.add(new Line(Kind.GAP, 0, 0, ""));
      }
    }
    return lines;
  }

  private static void same(List<Line> lines, List<String> old, int from, int to, int shift) {
    for (int i = from; i < to; i++) {
      lines.add(new Line(Kind.SAME, i + 1, i + 1 + shift, old.get(i)));
    }
  }
}
