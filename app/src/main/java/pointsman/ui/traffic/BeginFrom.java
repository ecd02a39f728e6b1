package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.Share;
import pointsman.model.value.InvalidValueException;
import pointsman.ui.kit.Words;

/// From where a canary begins: where users stand on both lanes by hand, a first stage below that
/// would send some of them home, which the service refuses.
///
/// @param share the candidate's share as commanded
/// @param candidate the lane it is of
record BeginFrom(Share share, LaneColor candidate) {
  private static final List<Integer> USUAL = List.of(100, 500, 1000, 2500, 5000, 10_000);

  BeginFrom(TrafficPicture now) {
    this(now.wanted(), now.candidate());
  }

  /// Whether users stand on both lanes.
  private boolean parted() {
    return !share.equals(Share.NONE) && !share.equals(Share.ALL);
  }

  /// The stages that are offered first: the usual ones above what runs, never all at once.
  String usual() {
    List<Share> above =
        new ArrayList<>(
            USUAL.stream()
                .map(Share::new)
                .filter(each -> !parted() || each.compareTo(share) > 0)
                .toList());
    if (above.size() == 1) {
      above.addFirst(new Share((share.basisPoints() + 10_000) / 2));
    }
    return above.stream().map(Share::percent).distinct().collect(Collectors.joining(", "));
  }

  /// These stages, unless the first would send users home.
  List<Share> check(List<Share> stages, Words words) {
    if (parted() && stages.getFirst().compareTo(share) < 0) {
      throw new InvalidValueException(
          words.of("begin.below", stages.getFirst().toString()),
          words.of("begin.below.mend", share.toString(), home(words)));
    }
    return stages;
  }

  /// What runs by hand, in a sentence; empty when nothing does.
  String told(Words words) {
    return parted()
        ? words.of(
            "begin.byHand", share.toString(), words.of("lane." + candidate.word()), home(words))
        : "";
  }

  private String home(Words words) {
    return words.of("lane." + candidate.other().word());
  }
}
