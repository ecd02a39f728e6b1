package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.driver.BoxFleet.BALANCE;
import static pointsman.driver.BoxFleet.pool;
import static pointsman.driver.BoxFleet.server;
import static pointsman.driver.BoxFleet.service;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.traffic.Salt;

/// Who goes to which lane, through a real HAProxy.
class RealSplitTest {
  private static final int USERS = 300;

  @TempDir private Path folder;

  private HaproxyBox box(String more) throws Exception {
    HaproxyBox box =
        new HaproxyBox(
            folder,
            service("routes: [{pool: web}]")
                + "pools:\n"
                + pool("web", BALANCE + ", " + more, server("b1", 11), server("g1", 21)));
    box.server("b1", 11);
    box.server("g1", 21);
    return box;
  }

  private static Visit get(HaproxyBox box, String... headers) throws Exception {
    return Visit.get(box.at(200), box.at(1), "/", headers);
  }

  private static Set<Integer> green(HaproxyBox box) throws Exception {
    Set<Integer> green = new TreeSet<>();
    for (int user = 0; user < USERS; user++) {
      if (get(box, "Cookie: uid=u" + user).server().equals("g1")) {
        green.add(user);
      }
    }
    return green;
  }

  @Test
  void nobodyAtNothingEveryoneAtAllAndEachStageHoldsTheOneBefore() throws Exception {
    try (HaproxyBox box = box("split: {key: {cookie: uid}}")) {
      assertThat(green(box)).isEmpty();
      box.split("web", "2500/k3/off");
      Set<Integer> quarter = green(box);
      assertThat(quarter).hasSizeBetween(USERS / 8, USERS * 3 / 8);
      assertThat(green(box)).as("sticky").isEqualTo(quarter);
      box.split("web", "5000/k3/off");
      assertThat(green(box)).hasSizeBetween(USERS * 3 / 8, USERS * 5 / 8).containsAll(quarter);
      box.split("web", "2500/other/off");
      assertThat(green(box)).as("another salt, other users").isNotEqualTo(quarter);
      box.split("web", "10000/k3/off");
      assertThat(green(box)).hasSize(USERS);
      box.split("web", "0/k3/off");
      assertThat(green(box)).isEmpty();
    }
  }

  /// What keeps a desk that froze before the word from moving anybody when it thaws.
  @Test
  void aWordThatComesAfterAnothersDoesNothing() throws Exception {
    try (HaproxyBox box = box("split: {key: {cookie: uid}}")) {
      String frozen = box.lay("web", "10000/k3/off");
      assertThat(green(box)).as("laid beside").isEmpty();
      String home = box.lay("web", "0/k3/off");
      box.commit("web", home);
      assertThat(box.ask("commit map @" + frozen + " " + box.map("web")))
          .contains("Version number out of range");
      assertThat(green(box)).isEmpty();

      String early = box.lay("web", "10000/k3/off");
      String later = box.lay("web", "0/k3/off");
      box.commit("web", early);
      assertThat(green(box)).as("nobody else's went in between").hasSize(USERS);
      box.commit("web", later);
      assertThat(green(box)).isEmpty();
    }
  }

  @Test
  void withoutTheCookieOrWithAnEmptyOneTheAddressDecides() throws Exception {
    try (HaproxyBox box = box("split: {key: {cookie: uid}}")) {
      box.split("web", "5000/k3/off");
      Set<String> lanes = new TreeSet<>();
      for (int from = 200; from < 230; from++) {
        String none = Visit.get(box.at(from), box.at(1), "/").server();
        assertThat(Visit.get(box.at(from), box.at(1), "/", "Cookie: uid=").server())
            .isEqualTo(none);
        lanes.add(none);
      }
      assertThat(lanes).containsExactly("b1", "g1");
    }
  }

  @Test
  void audienceRulesGoFirstAndStopWhenSwitchedOff() throws Exception {
    try (HaproxyBox box =
        box(
            """
            split: {key: {header: X-User}}, audience: [
              {cookie: {name: staff, equals: "never"}, lane: live},
              {header: {name: X-Staff, equals: "1"}, lane: candidate}, {device: ios, lane: green},
              {cidr: [NET.240/32], lane: candidate}, {users: [ana, ben], lane: candidate}]\
            """)) {
      assertThat(get(box, "X-Staff: 1").server())
          .as("before anybody switched them on")
          .isEqualTo("b1");
      box.split("web", "0/0/green");
      for (String header : new String[] {"X-Staff: 1", "User-Agent: An iPhone", "X-User: ben"}) {
        assertThat(get(box, header).server()).as(header).isEqualTo("g1");
      }
      assertThat(Visit.get(box.at(240), box.at(1), "/").server()).isEqualTo("g1");
      for (String header : new String[] {"X-Staff: 10", "User-Agent: curl", "X-User: bena"}) {
        assertThat(get(box, header).server()).as(header).isEqualTo("b1");
      }
      assertThat(get(box, "X-Staff: 1", "Cookie: staff=never").server()).isEqualTo("b1");

      box.split("web", "0/0/off");
      assertThat(get(box, "X-Staff: 1").server()).isEqualTo("b1");
      assertThat(get(box, "User-Agent: An iPhone").server()).isEqualTo("b1");
      assertThat(Visit.get(box.at(240), box.at(1), "/").server()).isEqualTo("b1");

      box.split("web", "10000/0/blue");
      assertThat(get(box, "X-Staff: 1").server()).isEqualTo("b1");
      assertThat(get(box, "X-Staff: 2").server()).isEqualTo("g1");
      assertThat(get(box, "X-Staff: 1", "Cookie: staff=never").server()).isEqualTo("g1");
    }
  }

  @Test
  void aBucketCookieIsDrawnOnceAndDecidesByItsNumber() throws Exception {
    try (HaproxyBox box = box("split: {key: {bucket-cookie: BKT}}")) {
      Set<String> drawn = new TreeSet<>();
      for (int i = 0; i < 40; i++) {
        drawn.add(get(box).cookie());
      }
      assertThat(drawn).hasSizeGreaterThan(30).allMatch(each -> each.matches("BKT=[0-9]{4}"));
      assertThat(get(box, "Cookie: BKT=12x4").cookie()).matches("BKT=[0-9]{4}");
      assertThat(get(box, "Cookie: BKT=0042").cookie()).isEmpty();

      Salt salt = new Salt("k3x9");
      int offset = Buckets.offset(salt);
      box.split("web", "2500/k3x9/off");
      for (int number : new int[] {0, 1, 2499, 2500, 5000, 9999}) {
        int bucket = Math.floorMod(number - offset, Buckets.COUNT);
        assertThat(get(box, "Cookie: BKT=%04d".formatted(bucket)).server())
            .as("%d", number)
            .isEqualTo(number < 2500 ? "g1" : "b1");
      }
      Visit first = get(box);
      assertThat(get(box, "Cookie: " + first.cookie()).server()).isEqualTo(first.server());
    }
  }
}
