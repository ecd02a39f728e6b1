package pointsman.port;

import java.util.List;

/// Compares texts by line.
public interface TextDiff {
  /// One line of a difference.
  ///
  /// @param kind what happened to it
  /// @param oldLine its number before, from 1; 0 when it is new
  /// @param newLine its number after, from 1; 0 when it is gone
  /// @param text the line
  record Line(Kind kind, int oldLine, int newLine, String text) {}

  /// What happened to a line.
  enum Kind {
    /// Stands in both.
    SAME,
    /// Is new.
    ADDED,
    /// Is gone.
    REMOVED,
    /// Lines were left out here.
    GAP
  }

  /// The differences with some lines around them.
  ///
  /// @param context how many equal lines around each difference
  List<Line> compare(String before, String after, int context);
}
