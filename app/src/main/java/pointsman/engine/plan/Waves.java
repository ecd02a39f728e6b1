package pointsman.engine.plan;

import java.util.ArrayList;
import java.util.List;

/// Cuts a fleet into waves, so that a bad change stops early.
public final class Waves {
  private Waves() {}

  /// Waves of at most this share of all, at least one node each, in order.
  ///
  /// @param percent 1 to 100
  public static <T> List<List<T>> of(List<T> all, int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("a wave of " + percent + " %");
    }
    int size = Math.max(1, (int) Math.floor(all.size() * percent / 100.0));
    List<List<T>> waves = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      waves.add(List.copyOf(all.subList(from, Math.min(all.size(), from + size))));
    }
    return waves;
  }
}
