package pointsman.ui.traffic;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import pointsman.model.traffic.Share;

/// Where shares lie on the stage slider: every stage is as far from the next one as any other, for
/// 1 % has to be as easy to hit as 100 %. Between two stages a share lies as it divides them. Pure.
///
/// @param ticks growing, the first 0 %, the last 100 %
record StageScale(List<Share> ticks) {
  private static final double CATCH = 0.012;

  StageScale {
    ticks = List.copyOf(ticks);
  }

  /// A scale of these stages.
  static StageScale of(List<Share> stages) {
    TreeSet<Share> all = new TreeSet<>(stages);
    all.add(Share.NONE);
    all.add(Share.ALL);
    return new StageScale(List.copyOf(all));
  }

  /// The usual stages.
  static StageScale usual() {
    return of(Stream.of(100, 500, 1000, 2500, 5000, 10_000).map(Share::new).toList());
  }

  /// Where a share lies, 0 to 1.
  double position(Share share) {
    int last = ticks.size() - 1;
    for (int i = 1; i <= last; i++) {
      int low = ticks.get(i - 1).basisPoints();
      int high = ticks.get(i).basisPoints();
      if (share.basisPoints() <= high) {
        double within = (share.basisPoints() - low) / (double) (high - low);
        return (i - 1 + within) / last;
      }
    }
    return 1;
  }

  /// The share at a place: a stage when one is near, else whole percents.
  ///
  /// @param position 0 to 1; what lies beyond is the end
  Share share(double position) {
    double at = Math.clamp(position, 0, 1);
    for (Share tick : ticks) {
      if (Math.abs(position(tick) - at) <= CATCH) {
        return tick;
      }
    }
    int last = ticks.size() - 1;
    int i = Math.min(last - 1, (int) Math.floor(at * last));
    int low = ticks.get(i).basisPoints();
    int high = ticks.get(i + 1).basisPoints();
    double exact = low + (at * last - i) * (high - low);
    int step = high <= 100 ? 10 : 100;
    return new Share((int) Math.clamp(Math.round(exact / step) * step, low, high));
  }

  /// The next tick above a share, or the share when there is none.
  Share above(Share share) {
    return ticks.stream().filter(tick -> tick.compareTo(share) > 0).findFirst().orElse(share);
  }

  /// The next tick below a share, or the share when there is none.
  Share below(Share share) {
    return ticks.stream()
        .filter(tick -> tick.compareTo(share) < 0)
        .reduce((_, last) -> last)
        .orElse(share);
  }
}
