package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.ssh.ScriptConversationTest.trust;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.UrlPath;
import pointsman.model.node.Ask;

/// Requests and connections that a real sshd makes for us.
class ReachingFromANodeTest extends AskedNode {
  private Endpoint endpoint(int port) {
    return new Endpoint(new Host(sshd.address), new Port(port));
  }

  @Test
  void httpAnswersCarryStatusAndBody() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(sshd.address, 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          byte[] body = ("you asked " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/gone") ? 410 : 200, 0);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/big",
        exchange -> {
          exchange.sendResponseHeaders(200, 5 << 20);
          exchange.getResponseBody().write(new byte[5 << 20]);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      assertThat(answer(new Ask.Http(endpoint(port), new UrlPath("/a?b=1"), LIMIT)))
          .isEqualTo("200\nyou asked /a?b=1");
      assertThat(answer(new Ask.Http(endpoint(port), new UrlPath("/gone"), LIMIT)))
          .startsWith("410\n");
      assertThat(no(ask(new Ask.Http(endpoint(port), new UrlPath("/big"), LIMIT))).summary())
          .contains("longer than 4 MB");
      assertThat(answer(new Ask.Http(endpoint(8088), new UrlPath("/x"), LIMIT)))
          .isEqualTo("200\nhello /x");
      List<Ask> many = new ArrayList<>();
      IntStream.range(0, 40)
          .forEach(i -> many.add(new Ask.Http(endpoint(port), new UrlPath("/" + i), LIMIT)));
      List<Outcome<String>> answers = channels.ask(sshd.node(), many, false, LIMIT);
      IntStream.range(0, 40)
          .forEach(i -> assertThat(ok(answers.get(i))).endsWith("you asked /" + i));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aConnectStandsIsRefusedOrTimesOut() throws Exception {
    assertThat(answer(new Ask.Connect(endpoint(8088), LIMIT))).isEmpty();
    Failure refused = no(ask(new Ask.Connect(endpoint(8089), LIMIT)));
    assertThat(refused).isInstanceOf(Failure.StepFailed.class);
    assertThat(refused.summary()).contains("refused");
    // A full backlog answers no further connection.
    try (ServerSocket full = new ServerSocket()) {
      full.bind(new InetSocketAddress(sshd.address, 0), 1);
      List<java.net.Socket> hogs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        java.net.Socket hog = new java.net.Socket();
        hogs.add(hog);
        try {
          hog.connect(full.getLocalSocketAddress(), 100);
        } catch (IOException e) {
          break;
        }
      }
      Instant before = Instant.now();
      Failure late =
          no(ask(new Ask.Connect(endpoint(full.getLocalPort()), Duration.ofMillis(500))));
      assertThat(late).isInstanceOf(Failure.TimedOut.class);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
      for (java.net.Socket hog : hogs) {
        hog.close();
      }
    }
  }

  @Test
  void forbiddenTcpForwardingIsNamed() throws Exception {
    try (RealSshd other = new RealSshd(folder.resolve("no-tcp"), "AllowTcpForwarding no")) {
      trust(folder, other);
      Ask ask = new Ask.Connect(endpoint(8088), LIMIT);
      Failure failure = no(channels.ask(other.node(), List.of(ask), false, LIMIT).getFirst());
      assertThat(failure).isInstanceOf(Failure.Unsupported.class);
      assertThat(failure.action()).contains("AllowTcpForwarding");
    }
  }
}
