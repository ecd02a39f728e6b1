package pointsman.bench;

import java.util.List;

/// How fast the window draws. All times in milliseconds.
///
/// @param nodes how many
/// @param servers how many, over all pools
/// @param pools how many
/// @param size of the window
/// @param drawnBy by what it was drawn
/// @param openedMillis from the toolkit's start until the fleet was drawn
/// @param screens each screen's paint
/// @param scrolls what scrolling took
/// @param keys how many keys were typed into the filter
/// @param filter from a key until other rows were drawn
/// @param heapMegabytes in use after a collection
/// @param residentMegabytes of the whole process
public record ScreenReport(
    int nodes,
    int servers,
    int pools,
    String size,
    String drawnBy,
    double openedMillis,
    List<Paint> screens,
    List<Scroll> scrolls,
    int keys,
    Spread filter,
    double heapMegabytes,
    double residentMegabytes) {
  /// Copies.
  public ScreenReport {
    screens = List.copyOf(screens);
    scrolls = List.copyOf(scrolls);
  }

  /// A screen's paint.
  ///
  /// @param screen which
  /// @param first for the first time in this process
  /// @param again the median of later times
  public record Paint(String screen, double first, double again) {}

  /// Scrolling a table.
  ///
  /// @param rows how many it has
  /// @param frames how many were drawn
  /// @param apart from frame to frame
  /// @param work what a frame kept the drawing thread busy
  public record Scroll(int rows, int frames, Spread apart, Spread work) {
    static Scroll of(BenchWindow.Frames frames) {
      return new Scroll(
          frames.rows(),
          frames.apartMillis().size(),
          Spread.of(frames.apartMillis()),
          Spread.of(frames.workMillis()));
    }
  }

  /// How long something took, many times over.
  ///
  /// @param p50 half of them took no longer
  /// @param p99 99 of 100 took no longer
  /// @param most the longest
  public record Spread(double p50, double p99, double most) {
    /// @param times at least one
    static Spread of(List<Double> times) {
      List<Double> sorted = times.stream().sorted().toList();
      return new Spread(rank(sorted, 0.5), rank(sorted, 0.99), sorted.getLast());
    }

    /// The nearest rank.
    private static double rank(List<Double> sorted, double share) {
      return sorted.get((int) Math.max(0, Math.ceil(sorted.size() * share) - 1));
    }
  }
}
