package pointsman.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import pointsman.port.LoadResult;

/// The counts of one run of traffic. Any thread may count.
final class LoadTally {
  private static final int MOST_SAMPLES = 50;

  private final Group all = new Group();
  private final LongAdder unsent = new LongAdder();
  private final Map<LoadResult.Kind, LongAdder> kinds = new EnumMap<>(LoadResult.Kind.class);
  private final Map<String, Group> targets = new ConcurrentHashMap<>();
  private final Map<String, Group> lanes = new ConcurrentHashMap<>();
  private final Map<String, Group> servers = new ConcurrentHashMap<>();
  private final Histogram latency = new Histogram();
  private final List<LoadResult.Sample> samples = new ArrayList<>();

  LoadTally() {
    for (LoadResult.Kind kind : LoadResult.Kind.values()) {
      kinds.put(kind, new LongAdder());
    }
  }

  private static final class Group {
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void add(boolean ok) {
      sent.increment();
      if (!ok) {
        failed.increment();
      }
    }

    LoadResult.Count read() {
      return new LoadResult.Count(sent.sum(), failed.sum());
    }
  }

  void unsent() {
    unsent.increment();
  }

  void ok(String target, String lane, String server, long nanos) {
    count(target, lane, server, true);
    latency.record(nanos);
  }

  void failed(String lane, String server, LoadResult.Sample sample) {
    count(sample.target(), lane, server, false);
    LongAdder kind = kinds.get(sample.kind());
    if (kind != null) {
      kind.increment();
    }
    synchronized (samples) {
      if (samples.size() < MOST_SAMPLES) {
        samples.add(sample);
      }
    }
  }

  private void count(String target, String lane, String server, boolean ok) {
    all.add(ok);
    group(targets, target).add(ok);
    if (!lane.isEmpty()) {
      group(lanes, lane).add(ok);
      group(servers, server).add(ok);
    }
  }

  private static Group group(Map<String, Group> groups, String name) {
    return groups.computeIfAbsent(name, _ -> new Group());
  }

  LoadResult read(Duration time) {
    Map<LoadResult.Kind, Long> failures = new EnumMap<>(LoadResult.Kind.class);
    kinds.forEach((kind, count) -> {
      if (count.sum() > 0) {
        failures.put(kind, count.sum());
      }
    });
    List<LoadResult.Sample> copy;
    synchronized (samples) {
      copy = List.copyOf(samples);
    }
    LoadResult.Count total = all.read();
    return new LoadResult(
        time,
        total.sent(),
        total.failed(),
        unsent.sum(),
        failures,
        latency.read(),
        read(targets),
        read(lanes),
        read(servers),
        copy);
  }

  private static Map<String, LoadResult.Count> read(Map<String, Group> groups) {
    Map<String, LoadResult.Count> counts = new TreeMap<>();
    groups.forEach((name, group) -> counts.put(name, group.read()));
    return counts;
  }

  static LoadResult.Sample sample(
      Instant at, LoadRequest request, boolean kept, LoadResult.Kind kind, String detail) {
    return new LoadResult.Sample(at, request.target().name(), request.line(), kept, kind, detail);
  }
}
