package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.port.LabNode;
import pointsman.service.shift.OldConnections;

/// Connections that are open on the old lane when a pool is switched, on real nodes, one of each
/// engine: on layer 7 requests that take long, on layer 4 connections that are kept.
final class OldConnectionsTest {
  private static final Name WEB = new Name("shop-web");
  private static final Name LEDGER = new Name("ledger");
  private static final int USERS = 3;
  private static final String BODY = "0123456789";

  @AutoClose private static Rig rig;
  private static LabNode haproxy;
  private static LabNode nginx;
  private final List<Line> open = new ArrayList<>();

  /// A connection from outside, as a browser or a client of a ledger holds it.
  private record Line(LabNode node, Socket socket) {

    static Line to(LabNode node, int port) throws IOException {
      Socket socket = new Socket();
      socket.connect(new InetSocketAddress(node.address(), port), 3000);
      socket.setSoTimeout(5000);
      return new Line(node, socket);
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The head and body of the next answer; empty when the other side ended the connection.
    String answer() throws IOException {
      StringBuilder text = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (!text.toString().contains("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return text.toString();
        }
        text.append((char) next);
      }
      String head = text.toString();
      int length = Integer.parseInt(head.replaceAll("(?is).*content-length: *([0-9]+).*", "$1"));
      in.readNBytes(length);
      return head;
    }

    /// Whether the other side ended it.
    boolean ended() {
      try {
        return !answer().contains("200");
      } catch (java.net.SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }
  }

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
    haproxy = rig.node(EngineKind.HAPROXY);
    nginx = rig.node(EngineKind.NGINX);
  }

  @AfterEach
  void home() throws Exception {
    for (Line each : open) {
      each.socket().close();
    }
    for (Name pool : List.of(WEB, LEDGER)) {
      rig.run("rollback", pool.value());
    }
  }

  /// Uploads that have begun and go on: HAProxy hands them to the lane as they come.
  private List<Line> uploads() throws IOException {
    List<Line> begun = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      Line each = Line.to(haproxy, 8080);
      open.add(each);
      begun.add(each);
      each.send("POST /up HTTP/1.1\r\nHost: shop\r\nCookie: uid=u" + i + "\r\n");
      each.send("Content-Length: " + 2 * BODY.length() + "\r\n\r\n" + BODY);
    }
    return begun;
  }

  /// Connections that had an answer of the lane and are kept.
  private List<Line> ledgers(LabNode node) throws IOException {
    List<Line> kept = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      Line each = Line.to(node, 9000);
      open.add(each);
      kept.add(each);
      assertThat(entry(each)).containsIgnoringCase("x-lane: blue");
    }
    return kept;
  }

  private static String entry(Line ledger) throws IOException {
    ledger.send("GET /entry HTTP/1.1\r\nHost: ledger\r\n\r\n");
    return ledger.answer();
  }

  /// Before the switch HAProxy counts them, and Nginx is named as one that does not tell.
  private static void assertCounted(Name pool) throws Exception {
    try (Wiring wiring = rig.open()) {
      Awaitility.await()
          .untilAsserted(() -> {
            OldConnections.Left left = wiring.connections().count(pool, LaneColor.BLUE);
            assertThat(left.open()).isEqualTo(Map.of(haproxy.name(), (long) USERS));
            assertThat(left.untold()).containsExactly(nginx.name());
          });
    }
  }

  private static Rig.Ran switchTo(Name pool, String old) throws Exception {
    Rig.Ran ran =
        rig.run(
            "switch", pool.value(), "green", "--watch", "1s", "--old-connections", old, "--yes");
    assertThat(ran.code()).as(ran.toString()).isZero();
    return ran;
  }

  @Test
  void onLayer7ThoseThatAreLetToEndAreCountedAndEndOnTheOldLane() throws Exception {
    List<Line> uploads = uploads();
    assertCounted(WEB);

    Rig.Ran ran = switchTo(WEB, "end");

    assertThat(ran.err()).contains(USERS + " connections are still on blue");
    assertThat(ran.err()).contains("Not told by " + nginx.name());
    for (Line each : uploads) {
      each.send(BODY);
      assertThat(each.answer()).contains(" 200 ").containsIgnoringCase("x-lane: blue");
    }
  }

  @Test
  void onLayer7ThoseThatAreCutAreEndedOnHaproxy() throws Exception {
    List<Line> uploads = uploads();
    assertCounted(WEB);

    Rig.Ran ran = switchTo(WEB, "cut");

    assertThat(ran.err()).doesNotContain("still on blue");
    assertThat(ran.err()).contains("Not cut, since it cannot be done there: " + nginx.name());
    assertThat(uploads).allMatch(Line::ended);
  }

  @Test
  void onLayer4ThoseThatAreLetToEndGoOnOnTheOldLaneOnBothEngines() throws Exception {
    List<Line> kept = new ArrayList<>(ledgers(haproxy));
    kept.addAll(ledgers(nginx));
    assertCounted(LEDGER);

    Rig.Ran ran = switchTo(LEDGER, "end");

    assertThat(ran.err()).contains(USERS + " connections are still on blue");
    assertThat(ran.err()).contains("Not told by " + nginx.name());
    for (Line each : kept) {
      assertThat(entry(each)).as("%s", each.node()).containsIgnoringCase("x-lane: blue");
    }
  }

  @Test
  void onLayer4ThoseThatAreCutAreEndedOnHaproxyAndGoOnByNginxsOldWorkers() throws Exception {
    List<Line> cut = ledgers(haproxy);
    List<Line> stay = ledgers(nginx);
    assertCounted(LEDGER);

    Rig.Ran ran = switchTo(LEDGER, "cut");

    assertThat(ran.err()).contains("Not cut, since it cannot be done there: " + nginx.name());
    assertThat(cut).allMatch(Line::ended);
    for (Line each : stay) {
      assertThat(entry(each)).containsIgnoringCase("x-lane: blue");
    }
  }
}
