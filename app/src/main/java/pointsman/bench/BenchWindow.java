package pointsman.bench;

import java.util.List;

/// The window, drawn and measured from outside. Calls wait for what they measure; any thread but
/// the one that draws. All times in milliseconds.
public interface BenchWindow extends AutoCloseable {
  /// By what it is drawn, in words.
  String drawnBy();

  /// How large it is, such as `980 x 760`.
  String size();

  /// From the start of the toolkit until the first picture of the fleet was drawn.
  double openedMillis();

  /// The screens that can be painted, in the order of the rail.
  List<String> screens();

  /// Goes to a screen; how long until it was drawn with what it shows.
  double paint(String screen);

  /// Scrolls the longest table of the Fleet screen, a piece at each frame.
  ///
  /// @param servers whether that of all servers; else that of all nodes
  /// @param frames how many
  Frames scroll(boolean servers, int frames);

  /// Puts a text into the Fleet screen's filter; how long until other rows were drawn.
  double filter(String text);

  /// Frames that were drawn one after the other.
  ///
  /// @param rows of the table that was scrolled
  /// @param apartMillis from the begin of each to the begin of the next
  /// @param workMillis what each kept the drawing thread busy until all was laid out
  record Frames(int rows, List<Double> apartMillis, List<Double> workMillis) {
    /// Copies.
    public Frames {
      apartMillis = List.copyOf(apartMillis);
      workMillis = List.copyOf(workMillis);
    }
  }

  @Override
  void close();
}
