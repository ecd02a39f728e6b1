package pointsman.driver.nginx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import pointsman.driver.TreeCheck.Directive;

/// A directive of a config with what stands in its block.
///
/// @param words keyword and arguments, without the brace of a block
/// @param below what its block holds; empty for a directive without one
record Block(List<String> words, List<Block> below) {
  /// The top of a config; its own words are empty.
  static Block of(List<Directive> tree) {
    Block top = new Block(List.of(), new ArrayList<>());
    Deque<Block> open = new ArrayDeque<>(List.of(top));
    for (int i = 0; i < tree.size(); i++) {
      Directive each = tree.get(i);
      while (open.size() > Math.max(0, each.depth()) + 1) {
        open.removeLast();
      }
      if (isEnd(each)) {
        continue;
      }
      boolean opens = i + 1 < tree.size() && opens(each, tree.get(i + 1));
      int length = each.words().size() - (opens ? 1 : 0);
      Block block = new Block(each.words().subList(0, length), new ArrayList<>());
      open.getLast().below().add(block);
      if (opens) {
        open.addLast(block);
      }
    }
    return top;
  }

  private static boolean isEnd(Directive directive) {
    return directive.words().equals(List.of("}"));
  }

  /// A quoted brace at a directive's end opens nothing.
  private static boolean opens(Directive each, Directive next) {
    return each.words().getLast().equals("{")
        && (next.depth() > each.depth() || (isEnd(next) && next.depth() == each.depth()));
  }

  /// A word; empty when there are fewer.
  String word(int at) {
    return at < words.size() ? words.get(at) : "";
  }

  /// The keyword.
  String name() {
    return word(0);
  }

  /// The last word.
  String last() {
    return words.isEmpty() ? "" : words.getLast();
  }

  /// All directives of a keyword below, however deep.
  List<Block> all(String keyword) {
    List<Block> found = new ArrayList<>();
    for (Block each : below) {
      if (each.name().equals(keyword)) {
        found.add(each);
      }
      found.addAll(each.all(keyword));
    }
    return found;
  }
}
