package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.lab.HttpLoad;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Token;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.LabNode;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.LoadRun;
import pointsman.service.guard.Consent;
import pointsman.service.shift.SplitOrder;

/// What users get, seen from outside, while the splits of twelve real nodes are changed.
final class UsersOnNodesTest {
  private static final int USERS = 20_000;
  private static final Name WEB = new Name("shop-web");
  private static final Name API = new Name("shop-api");
  private static final Name LEDGER = new Name("ledger");
  private static Rig rig;
  private static Wiring wiring;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(12);
    wiring = rig.open();
  }

  @AfterAll
  static void down() throws Exception {
    wiring.close();
    rig.close();
  }

  /// Right after a reload HAProxy has not checked its servers yet: the capacity floor says so.
  private static ShiftResult split(Name pool, double percent) throws Exception {
    Share share = new Share((int) Math.round(percent * 100));
    ShiftResult[] result = new ShiftResult[1];
    Awaitility.await()
        .ignoreException(FailureException.class)
        .until(() -> {
          result[0] = wiring.traffic().split(SplitOrder.candidate(pool, share), Consent.none());
          return true;
        });
    assertThat(result[0].seated()).as(result[0].toString()).isTrue();
    return result[0];
  }

  private static List<LabNode> of(EngineKind engine) {
    return rig.lab().nodes().stream().filter(node -> node.engine() == engine).toList();
  }

  /// The green ones on some nodes, asked at the same time.
  private static Map<LabNode, BitSet> green(List<LabNode> nodes, int users) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes.size())) {
      Map<LabNode, Future<BitSet>> running = new HashMap<>();
      for (LabNode node : nodes) {
        Callable<BitSet> asks =
            () -> Crowd.green(node.address(), 8080, "/", users, UsersOnNodesTest::cookie);
        running.put(node, threads.submit(asks));
      }
      Map<LabNode, BitSet> green = new HashMap<>();
      for (Map.Entry<LabNode, Future<BitSet>> each : running.entrySet()) {
        green.put(each.getKey(), each.getValue().get());
      }
      return green;
    }
  }

  private static String cookie(int user) {
    return "Cookie: uid=u" + user;
  }

  private static BitSet at(Map<LabNode, BitSet> green, LabNode node) {
    return Optional.ofNullable(green.get(node)).orElseThrow();
  }

  private static void assertWithinFourSigma(BitSet green, int users, double share, String where) {
    double sigma = Math.sqrt(users * share * (1 - share));
    System.err.printf(
        "%s: %.2f %% of %d at %.0f %%%n",
        where, 100.0 * green.cardinality() / users, users, share * 100);
    assertThat((double) green.cardinality())
        .as("%s: %d of %d at %.2f", where, green.cardinality(), users, share)
        .isBetween(users * share - 4 * sigma, users * share + 4 * sigma);
  }

  private static void assertHolds(BitSet larger, BitSet smaller, String where) {
    BitSet lost = (BitSet) smaller.clone();
    lost.andNot(larger);
    assertThat(lost.cardinality()).as("users who moved back on %s", where).isZero();
  }

  @Test
  void twentyThousandUsersByCookieAreDividedAsCommandedAndStay() throws Exception {
    List<LabNode> two = List.of(rig.node(EngineKind.HAPROXY), rig.node(EngineKind.NGINX));
    split(WEB, 0);
    Map<LabNode, BitSet> before = green(two, 2000);
    before.values().forEach(green -> assertThat(green.cardinality()).isZero());
    before = new HashMap<>();
    Map<LabNode, BitSet> atFive = new HashMap<>();
    for (int percent : new int[] {1, 5, 10, 25, 50}) {
      split(WEB, percent);
      Map<LabNode, BitSet> now = green(two, USERS);
      for (LabNode node : two) {
        String where = node.engine() + " at " + percent + " %";
        assertWithinFourSigma(at(now, node), USERS, percent / 100.0, where);
        if (before.containsKey(node)) {
          assertHolds(at(now, node), at(before, node), where);
        }
      }
      before = now;
      if (percent == 5) {
        atFive = now;
      }
    }
    split(WEB, 5);
    for (Map.Entry<LabNode, BitSet> each : green(two, 4000).entrySet()) {
      assertThat(each.getValue())
          .as("lowering brings the earlier set")
          .isEqualTo(at(atFive, each.getKey()).get(0, 4000));
    }
    split(WEB, 100);
    green(two, 2000).values().forEach(green -> assertThat(green.cardinality()).isEqualTo(2000));
  }

  @Test
  void theSameUsersGoOnEveryNodeOfAnEngine() throws Exception {
    split(WEB, 25);
    for (EngineKind engine : EngineKind.values()) {
      Map<LabNode, BitSet> green = green(of(engine), 1000);
      assertThat(green).hasSize(6);
      assertThat(new java.util.HashSet<>(green.values())).as(engine.toString()).hasSize(1);
    }
  }

  @Test
  void usersWithoutACookieGoByTheirAddressOnBothLayers() throws Exception {
    int users = 800;
    IntFunction<String> from = user -> "127.99." + user / 250 + "." + (user % 250 + 1);
    for (Name pool : List.of(LEDGER, API)) {
      split(pool, 0);
      split(pool, 10);
      Map<LabNode, BitSet> few = new HashMap<>();
      for (EngineKind engine : EngineKind.values()) {
        LabNode node = rig.node(engine);
        few.put(node, ask(pool, node, users, from));
        assertWithinFourSigma(few.get(node), users, 0.1, pool + " on " + engine);
        LabNode other = of(engine).getLast();
        assertThat(ask(pool, other, 200, from)).isEqualTo(few.get(node).get(0, 200));
      }
      split(pool, 30);
      for (EngineKind engine : EngineKind.values()) {
        LabNode node = rig.node(engine);
        BitSet more = ask(pool, node, users, from);
        assertWithinFourSigma(more, users, 0.3, pool + " on " + engine);
        assertHolds(more, at(few, node), pool + " on " + engine);
      }
    }
  }

  private static BitSet ask(Name pool, LabNode node, int users, IntFunction<String> from)
      throws Exception {
    return pool.equals(LEDGER)
        ? Crowd.greenByAddress(node.address(), 9000, "/", users, from)
        : Crowd.greenByAddress(node.address(), 8080, "/api/x", users, from);
  }

  @Test
  void aBucketCookieSendsTheSameUsersToGreenOnBothEngines() throws Exception {
    Fleet before = wiring.inventory().load();
    wiring.inventory().change(UsersOnNodesTest::withBuckets, "a test");
    try {
      assertThat(Rig.deploy(wiring).done()).isTrue();
      split(WEB, 0);
      split(WEB, 25);
      IntFunction<String> bucket = user -> "Cookie: BKT=%04d".formatted(user);
      BitSet haproxy =
          Crowd.green(rig.node(EngineKind.HAPROXY).address(), 8080, "/", 10_000, bucket);
      BitSet nginx = Crowd.green(rig.node(EngineKind.NGINX).address(), 8080, "/", 10_000, bucket);
      assertThat(haproxy.cardinality()).isEqualTo(2500);
      assertThat(nginx).isEqualTo(haproxy);
    } finally {
      wiring.inventory().change(_ -> before, "a test");
      assertThat(Rig.deploy(wiring).done()).isTrue();
    }
  }

  private static Fleet withBuckets(Fleet fleet) {
    return fleet.withPool(WEB, pool -> pool.with(new SplitKey.BucketCookie(new Token("BKT"))));
  }

  @Test
  void shiftsUnderLoadLoseNothingOnHaproxyAndNginxIsCounted() throws Exception {
    split(WEB, 0);
    LoadRun onHaproxy = load(rig.node(EngineKind.HAPROXY));
    LoadRun onNginx = load(rig.node(EngineKind.NGINX));
    for (int percent : new int[] {5, 25, 100, 50, 0}) {
      ShiftResult result = split(WEB, percent);
      System.err.printf(
          "12 mixed nodes to %d %%: skew %.1f ms, prepared %d ms, committed %d ms%n",
          percent,
          result.skew().orElseThrow().toNanos() / 1e6,
          result.prepared().toMillis(),
          result.committed().toMillis());
      assertThat(result.skew()).isPresent();
    }
    LoadResult haproxySeen = onHaproxy.stop();
    LoadResult nginxSeen = onNginx.stop();
    System.err.println("haproxy " + haproxySeen.sent() + " sent, " + haproxySeen.failures());
    System.err.println("nginx " + nginxSeen.sent() + " sent, " + nginxSeen.failures());
    assertThat(haproxySeen.sent()).isGreaterThan(300);
    assertThat(haproxySeen.failed()).as(haproxySeen.samples().toString()).isZero();
    // What an Nginx reload costs: kept connections that close just as the client writes.
    assertThat(nginxSeen.failures().keySet())
        .isSubsetOf(LoadResult.Kind.RESET, LoadResult.Kind.CLOSED);
    assertThat(nginxSeen.samples()).allMatch(LoadResult.Sample::kept);
  }

  private static LoadRun load(LabNode node) {
    return new HttpLoad(java.time.Clock.systemUTC())
        .start(
            LoadOrder.of(
                List.of(new LoadOrder.Target(node.name().value(), node.address(), 8080)), 300));
  }

  /// A user of each node asks 200 times a second; the moments at which they find themselves on the
  /// other lane lie as close together as the nodes' own stamps say. Others use this machine too: a
  /// busy moment can only lengthen a skew, so that the least of five counts. Nginx's master leaves
  /// its old workers 100 ms after a reload (`ngx_msleep(100)` in `ngx_master_process_cycle`): there
  /// users find the other lane up to that much later, and its skew from outside is printed only.
  @Test
  void theSkewIsBorneOutByRequestsFromOutside() throws Exception {
    split(WEB, 0);
    List<LabNode> nodes = rig.lab().nodes();
    List<Duration> stamps = new ArrayList<>();
    List<Duration> haproxy = new ArrayList<>();
    List<Duration> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes.size())) {
      for (int percent : new int[] {100, 0, 100, 0, 100}) {
        Map<LabNode, Future<Long>> first = new HashMap<>();
        for (LabNode node : nodes) {
          first.put(node, threads.submit(() -> first(node, percent == 100)));
        }
        stamps.add(split(WEB, percent).skew().orElseThrow());
        haproxy.add(spread(first, node -> node.engine() == EngineKind.HAPROXY));
        all.add(spread(first, _ -> true));
      }
    }
    split(WEB, 0);
    System.err.printf(
        "12 mixed nodes: skew by their stamps %s; from outside on HAProxy %s, on all %s%n",
        stamps, haproxy, all);
    assertThat(Collections.min(stamps)).isLessThan(Duration.ofMillis(50));
    assertThat(Collections.min(haproxy)).isLessThan(Duration.ofMillis(50));
  }

  private static Duration spread(Map<LabNode, Future<Long>> first, Predicate<LabNode> which)
      throws Exception {
    List<Long> times = new ArrayList<>();
    for (Map.Entry<LabNode, Future<Long>> each : first.entrySet()) {
      if (which.test(each.getKey())) {
        times.add(each.getValue().get());
      }
    }
    return Duration.ofNanos(Collections.max(times) - Collections.min(times));
  }

  /// When a new connection, one every 5 ms, was first answered from that lane.
  private static long first(LabNode node, boolean green) throws Exception {
    long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < limit) {
      if (Crowd.asks(node.address(), 8080, "/", "127.0.0.1") == green) {
        return System.nanoTime();
      }
      Thread.sleep(5);
    }
    throw new AssertionError(node.name() + " never answered from the other lane");
  }
}
