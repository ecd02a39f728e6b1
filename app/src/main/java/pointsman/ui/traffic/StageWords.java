package pointsman.ui.traffic;

import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.Share;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// The slider's marks in words.
final class StageWords {
  private StageWords() {}

  /// What was measured: `measured 5 %`, or by nodes where they differ, or that it is not known.
  static String measured(StagePicture now, Words words) {
    Measure measure = now.measure();
    String down = TrafficWords.down(measure, words);
    return down.isEmpty()
        ? told(now, words)
        : measure.serving() == 0 ? down : told(now, words) + " · " + down;
  }

  private static String told(StagePicture now, Words words) {
    Measure measure = now.measure();
    List<Measure.Group> groups = measure.groups();
    if (!measure.known()) {
      Optional<Share> last = measure.last().map(green -> of(green, now.candidate()));
      return last.isEmpty()
          ? words.of("stages.measured.never")
          : words.of("stages.measured.silent", measure.silent(), last.get().toString());
    }
    if (measure.seated()) {
      return words.of("stages.measured", groups.getFirst().of(now.candidate()).toString());
    }
    return words.of(
        "stages.measured.apart",
        String.join(
            " · ",
            groups.stream()
                .map(group ->
                    words.of(
                        "stages.measured.part",
                        group.nodes().size(),
                        group.of(now.candidate()).toString()))
                .toList()));
  }

  private static Share of(Share green, LaneColor lane) {
    return switch (lane) {
      case GREEN -> green;
      case BLUE -> green.rest();
    };
  }

  /// What letting go would mean: `18 % ≈ +1.5k requests/s to v1.1`.
  static String dragged(StagePicture now, Share share, Words words) {
    String to =
        now.version().isEmpty() ? words.of("lane." + now.candidate().word()) : now.version();
    if (now.perSecond().isEmpty()) {
      return words.of("stages.drag.unknown", share.toString(), to);
    }
    double more =
        now.perSecond().getAsDouble()
            * (share.basisPoints() - now.wanted().basisPoints())
            / 10_000.0;
    String sign = more < 0 ? "−" : "+";
    return words.of("stages.drag", share.toString(), sign + Units.count(Math.abs(more)), to);
  }

  /// Both marks in one sentence, for screen readers.
  static String standing(StagePicture now, Words words) {
    return words.of("stages.standing", now.wanted().toString(), measured(now, words));
  }
}
