package pointsman.driver.haproxy;

import java.util.HashMap;
import java.util.Map;

/// Reads HAProxy's `show stat` CSV row by row without copying cells that nobody asks for: 10,000
/// rows in a few milliseconds. The columns are found by the header, whose order differs between
/// versions.
final class CsvTable {
  private final String text;
  private final Map<String, Integer> columns = new HashMap<>();
  private int[] starts = new int[128];
  private int[] ends = new int[128];
  private int cells;
  private int at;

  CsvTable(String text) {
    this.text = text;
    int header = text.indexOf("# ");
    if (header >= 0) {
      at = header + 2;
      if (next()) {
        for (int i = 0; i < cells; i++) {
          columns.put(text.substring(starts[i], ends[i]), i);
        }
      }
    } else {
      at = text.length();
    }
  }

  /// Goes to the next row; false at the end.
  boolean next() {
    while (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    if (at >= text.length()) {
      return false;
    }
    cells = 0;
    int start = at;
    boolean quoted = false;
    while (true) {
      char c = at < text.length() ? text.charAt(at) : '\n';
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        cell(start, at);
        start = at + 1;
      }
      at++;
      if (c == '\n' && (!quoted || at >= text.length())) {
        return true;
      }
    }
  }

  private void cell(int from, int to) {
    if (cells == starts.length) {
      starts = java.util.Arrays.copyOf(starts, cells * 2);
      ends = java.util.Arrays.copyOf(ends, cells * 2);
    }
    boolean quotes = to - from >= 2 && text.charAt(from) == '"' && text.charAt(to - 1) == '"';
    starts[cells] = quotes ? from + 1 : from;
    ends[cells] = quotes ? to - 1 : to;
    cells++;
  }

  /// Whether the header names these columns.
  boolean has(String... names) {
    return columns.keySet().containsAll(java.util.List.of(names));
  }

  /// Whether this row has a cell for every column; one that was cut short has not.
  boolean whole() {
    return cells >= columns.size();
  }

  /// A cell of this row; empty when the column is not there.
  String text(String column) {
    int index = columns.getOrDefault(column, -1);
    return index < 0 || index >= cells ? "" : text.substring(starts[index], ends[index]);
  }

  /// A number of this row; -1 when there is none.
  long number(String column) {
    int index = columns.getOrDefault(column, -1);
    if (index < 0 || index >= cells || starts[index] == ends[index]) {
      return -1;
    }
    long value = 0;
    for (int i = starts[index]; i < ends[index]; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
