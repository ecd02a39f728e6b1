package pointsman.ui.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import pointsman.feed.Feed;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.ui.fx.FxFeed;
import pointsman.ui.fx.Threads;
import pointsman.ui.kit.Words;

/// What is going on with the traffic of any pool, for lists and bars on every screen. FX thread
/// only.
public final class RolloutsViewModel implements AutoCloseable {
  /// Something that goes on.
  ///
  /// @param pool whose traffic
  /// @param words in a few words, such as `canary 5 %`
  /// @param split what to say of a split fleet; empty: the fleet is whole
  public record Going(Name pool, String words, Optional<String> split) {}

  private static final Duration PACE = Duration.ofMillis(500);

  private final Words words;
  private final InstantSource clock;
  private final FxFeed<Map<Name, PoolTraffic>> feed;
  private final Map<Name, Differing> differing = new HashMap<>();
  private final ReadOnlyObjectWrapper<List<Going>> going = new ReadOnlyObjectWrapper<>(List.of());

  /// @param traffic of every pool
  /// @param clock for what is counted down
  public RolloutsViewModel(
      Feed<Map<Name, PoolTraffic>> traffic, Threads threads, Words words, InstantSource clock) {
    this.words = words;
    this.clock = clock;
    feed = new FxFeed<>(traffic, PACE, threads.fx(), this::show);
  }

  /// What is going on, split fleets first.
  public ReadOnlyObjectProperty<List<Going>> going() {
    return going.getReadOnlyProperty();
  }

  /// What goes on with a pool, in a few words; empty: nothing.
  public String brief(Name pool) {
    return going.get().stream()
        .filter(each -> each.pool().equals(pool))
        .map(Going::words)
        .findFirst()
        .orElse("");
  }

  private void show(Map<Name, PoolTraffic> pools) {
    Instant now = clock.instant();
    List<Going> next = new ArrayList<>();
    pools.forEach((pool, traffic) -> {
      Optional<String> split = split(pool, traffic, now);
      String brief = RolloutWords.brief(traffic, now, words);
      if (split.isPresent() || !brief.isEmpty()) {
        next.add(
            new Going(pool, brief.isEmpty() ? words.of("rollout.brief.parted") : brief, split));
      }
    });
    next.sort(
        java.util.Comparator.comparing((Going each) -> each.split().isEmpty())
            .thenComparing(each -> each.pool().value()));
    going.set(List.copyOf(next));
  }

  private Optional<String> split(Name pool, PoolTraffic traffic, Instant now) {
    Optional<RolloutState> state = traffic.rollout().map(RolloutSight::rollout).map(Rollout::state);
    if (state.isPresent() && state.get() instanceof RolloutState.Parted parted) {
      return Optional.of(
          words.of(
              "split.banner",
              pool.value(),
              traffic.nodes().size() - parted.behind().size(),
              parted.behind().size()));
    }
    return differing.computeIfAbsent(pool, _ -> new Differing()).tells(traffic, now)
        ? Optional.of(words.of("split.banner.measured", pool.value()))
        : Optional.empty();
  }

  @Override
  public void close() {
    feed.close();
  }
}
