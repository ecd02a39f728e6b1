package pointsman.driver.haproxy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.Counting;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.model.node.Ask;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolLane;
import pointsman.model.traffic.TimeCounts;

/// Counts by the statistics of the backends and the table of response times. A new process counts
/// anew: what it has counted since its start is taken, what the former one counted after the last
/// look is not known.
///
/// Seen on 2.6: the 5xx of a backend row are all that ended so, HAProxy's own among them, once a
/// request; each try before it stands in `wretr` or `wredis`. `eresp` counts some failures twice,
/// so it is not used; nor is `srv_abrt` of requests, which has kept connections in it that the
/// server closed when they were idle. On layer 4 `stot` counts sessions and `econ` those that never
/// got a server.
final class HaproxyCounting implements Counting {
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final String[] COLUMNS = {
    "pxname",
    "svname",
    "mode",
    "stot",
    "econ",
    "wretr",
    "wredis",
    "srv_abrt",
    "hrsp_1xx",
    "hrsp_2xx",
    "hrsp_3xx",
    "hrsp_4xx",
    "hrsp_5xx"
  };

  /// @param pid the process
  /// @param uptime of it
  /// @param totals since it started
  private record Process(int pid, Duration uptime, Map<PoolLane, LaneCounts> totals)
      implements Mark {}

  @Override
  public Question question(Node node, Optional<Mark> since) {
    return new Question.Asks(
        List.of(
            new Ask.Socket(node.paths().socket(), "show info"),
            new Ask.Socket(node.paths().socket(), "show stat -1 2 -1"),
            new Ask.Socket(node.paths().socket(), "show table pointsman.times")));
  }

  @Override
  public Counted read(
      Node node, Optional<Mark> since, Duration elapsed, List<Outcome<String>> answers)
      throws FailureException {
    HaproxyProcess info = HaproxyProcess.read(node, answers.get(0));
    if (info.stopping()) {
      throw unreadable(node, "process " + info.pid() + " is on its way out");
    }
    Process now =
        new Process(
            info.pid(),
            Duration.ofSeconds(info.number("Uptime_sec")),
            totals(node, HaproxyProcess.require(answers.get(1)), answers.get(2)));
    if (since.isEmpty() || !(since.get() instanceof Process before)) {
      return new Counted(now, Map.of(), Optional.empty(), false);
    }
    if (before.pid() == now.pid() && now.uptime().compareTo(before.uptime()) >= 0) {
      return grown(before, now);
    }
    // One that started before the last look was not asked then: its counts are older.
    boolean younger = now.uptime().compareTo(elapsed.plus(SLACK)) <= 0;
    return new Counted(
        now,
        younger ? now.totals() : Map.of(),
        Optional.of("what process " + before.pid() + " did after the last look before its end"),
        false);
  }

  private static Counted grown(Process before, Process now) {
    Map<PoolLane, LaneCounts> grown = new HashMap<>();
    Optional<String> missing = Optional.empty();
    for (Map.Entry<PoolLane, LaneCounts> lane : now.totals().entrySet()) {
      LaneCounts was = before.totals().get(lane.getKey());
      Optional<LaneCounts> more = was == null ? Optional.empty() : lane.getValue().since(was);
      if (more.isPresent()) {
        grown.put(lane.getKey(), more.get());
      } else {
        missing = Optional.of("what was counted before somebody cleared the counters");
      }
    }
    return new Counted(now, grown, missing, false);
  }

  private static FailureException unreadable(Node node, String why) {
    return new FailureException(new Failure.StepFailed(node.name(), "count", why));
  }

  // --- totals ----------------------------------------------------------------------------------

  private static Map<PoolLane, LaneCounts> totals(Node node, String stat, Outcome<String> table)
      throws FailureException {
    CsvTable rows = new CsvTable(stat);
    if (!rows.has(COLUMNS)) {
      throw unreadable(node, "show stat: the answer has no header");
    }
    Map<PoolLane, TimeCounts> times = times(table);
    Map<PoolLane, LaneCounts> totals = new HashMap<>();
    while (rows.next()) {
      if (!rows.whole()) {
        throw unreadable(node, "show stat: the answer is cut short");
      }
      Optional<PoolLane> lane = PoolLane.find(rows.text("pxname"));
      if (lane.isPresent() && rows.text("svname").equals("BACKEND")) {
        totals.put(lane.get(), row(rows, times.getOrDefault(lane.get(), TimeCounts.NONE)));
      }
    }
    return totals;
  }

  private static LaneCounts row(CsvTable row, TimeCounts times) {
    long again = count(row, "wretr") + count(row, "wredis");
    long refused = count(row, "econ") + again;
    if (row.text("mode").equals("tcp")) {
      long cut = count(row, "srv_abrt");
      return new LaneCounts(count(row, "stot") + again, refused + cut, refused, times);
    }
    long failed = count(row, "hrsp_5xx");
    long answered =
        count(row, "hrsp_1xx")
            + count(row, "hrsp_2xx")
            + count(row, "hrsp_3xx")
            + count(row, "hrsp_4xx");
    return new LaneCounts(answered + failed + again, failed + again, refused, times);
  }

  private static long count(CsvTable row, String column) {
    return Math.max(0, row.number(column));
  }

  // --- times -----------------------------------------------------------------------------------

  /// The table's rows are `POOL.LANE/SERVER` with `gpc0=N` to `gpcLAST=N`. There is none below
  /// HAProxy 2.5, and one of other buckets says nothing here.
  private static Map<PoolLane, TimeCounts> times(Outcome<String> table) {
    Map<PoolLane, TimeCounts> times = new HashMap<>();
    switch (table) {
      case Outcome.Failed<String> _ -> {}
      case Outcome.Ok<String> ok -> {
        for (String line : ok.value().split("\n", -1)) {
          addRow(times, line);
        }
      }
    }
    return times;
  }

  private static void addRow(Map<PoolLane, TimeCounts> times, String line) {
    int key = line.indexOf(" key=");
    int slash = line.indexOf('/', key);
    if (key < 0 || slash < 0) {
      return;
    }
    Optional<PoolLane> lane = PoolLane.find(line.substring(key + " key=".length(), slash));
    Long[] buckets = new Long[TimeCounts.LIMITS.size() + 1];
    int found = 0;
    for (String word : line.substring(slash).split(" ", -1)) {
      int equals = word.indexOf('=');
      if (word.startsWith("gpc") && word.substring(3).matches("[0-9]{1,2}=[0-9]{1,18}")) {
        int index = Integer.parseInt(word, 3, equals, 10);
        found++;
        if (index < buckets.length) {
          buckets[index] = Long.parseLong(word, equals + 1, word.length(), 10);
        }
      }
    }
    if (lane.isPresent() && found == buckets.length) {
      times.merge(lane.get(), TimeCounts.estimated(List.of(buckets)), TimeCounts::plus);
    }
  }
}
