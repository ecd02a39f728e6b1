package pointsman.engine.traffic;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.LaneGrowth;

/// What a candidate's hard limits say. A limit that is passed by what was seen is passed, whoever
/// is silent; everything else is known only when every node told lately and enough attempts came.
/// Pure.
public final class GateJudge {
  /// How far back is counted.
  public static final Duration WINDOW = Duration.ofSeconds(60);

  /// How far back at most, where too few attempts came within {@link #WINDOW}.
  public static final Duration LONGEST = Duration.ofMinutes(15);

  /// Counts older than this are no news.
  public static final Duration FRESH = Duration.ofSeconds(10);

  private final Gates gates;
  private final GateEvidence evidence;
  private final LaneCounts counts;

  private GateJudge(Gates gates, GateEvidence evidence, LaneCounts counts) {
    this.gates = gates;
    this.evidence = evidence;
    this.counts = counts;
  }

  /// Reads the gates.
  ///
  /// @param since what was counted before is not the candidate's
  /// @param now when
  public static GateReading read(Gates gates, GateEvidence evidence, Instant since, Instant now) {
    GateJudge judge = new GateJudge(gates, evidence, counts(gates, evidence, since, now));
    return judge
        .passed()
        .<GateReading>map(GateReading.Passed::new)
        .or(() -> judge.missing().map(GateReading.Unknown::new))
        .orElseGet(GateReading.Kept::new);
  }

  /// The shortest time from {@link #WINDOW} to {@link #LONGEST} with enough attempts.
  private static LaneCounts counts(Gates gates, GateEvidence evidence, Instant since, Instant now) {
    LaneCounts counts = LaneCounts.NONE;
    for (Duration back = WINDOW; back.compareTo(LONGEST) <= 0; back = back.plus(WINDOW)) {
      counts = counts(evidence, later(since, now.minus(back)));
      if (counts.attempts() >= gates.minimum()) {
        return counts;
      }
    }
    return counts;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static LaneCounts counts(GateEvidence evidence, Instant after) {
    LaneCounts sum = LaneCounts.NONE;
    for (GateEvidence.NodeEvidence node : evidence.nodes()) {
      for (LaneGrowth growth : node.growth()) {
        if (!growth.from().isBefore(after)) {
          sum = sum.plus(growth.counts());
        }
      }
    }
    return sum;
  }

  // --- passed ----------------------------------------------------------------------------------

  private Optional<String> passed() {
    return probes().or(this::errors).or(this::slowness);
  }

  private Optional<String> probes() {
    return evidence.nodes().stream()
        .filter(node -> node.failedProbes() >= gates.probes())
        .findFirst()
        .map(node ->
            node.node()
                + " saw no server of "
                + evidence.lane().word()
                + " that serves, "
                + node.failedProbes()
                + " times in a row (at most "
                + (gates.probes() - 1)
                + " allowed)");
  }

  private Optional<String> errors() {
    double share = counts.errorShare().orElse(0) * 10_000;
    if (counts.attempts() < gates.minimum() || share <= gates.errors().basisPoints()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: %d of %d %s failed, %d of them without a connection: %s %% (at most %s allowed)"
            .formatted(
                evidence.lane().word(),
                counts.failed(),
                counts.attempts(),
                attempts(),
                Math.min(counts.refused(), counts.failed()),
                String.format(Locale.ROOT, "%.1f", share / 100),
                gates.errors()));
  }

  private Optional<String> slowness() {
    Optional<Duration> mean = counts.times().mean();
    boolean enough = counts.times().total() >= gates.minimum();
    return gates
        .mean()
        .filter(limit -> enough && mean.isPresent() && mean.get().compareTo(limit) > 0)
        .map(limit ->
            "%s answers in %d ms on average, of %d answers (at most %d ms allowed)"
                .formatted(
                    evidence.lane().word(),
                    mean.orElse(Duration.ZERO).toMillis(),
                    counts.times().total(),
                    limit.toMillis()));
  }

  // --- missing ---------------------------------------------------------------------------------

  private Optional<String> missing() {
    if (evidence.nodes().isEmpty()) {
      return Optional.of("no node carries the pool");
    }
    List<GateEvidence.NodeEvidence> silent =
        evidence.nodes().stream().filter(GateJudge::isSilent).toList();
    if (!silent.isEmpty()) {
      return Optional.of(
          "no fresh counts of "
              + silent.stream()
                  .map(node -> node.node() + node.why().map(why -> " (" + why + ")").orElse(""))
                  .collect(joining(", ")));
    }
    if (counts.attempts() < gates.minimum()) {
      return Optional.of(
          counts.attempts() + " of the " + gates.minimum() + " " + attempts() + " that it takes");
    }
    if (gates.mean().isPresent() && counts.times().total() < gates.minimum()) {
      return Optional.of(
          evidence.http()
              ? "too few response times: " + counts.times().total() + " of " + gates.minimum()
              : "layer 4 tells no response times");
    }
    return Optional.empty();
  }

  private static boolean isSilent(GateEvidence.NodeEvidence node) {
    return node.age().filter(age -> age.compareTo(FRESH) <= 0).isEmpty();
  }

  private String attempts() {
    return evidence.http() ? "attempts" : "connections";
  }
}
