package pointsman.boot;

import static java.util.Locale.ROOT;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;

/// A server that keeps what it was asked, in order, health checks left out; those are always well.
final class AskedServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Set<String> headers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<Runnable> first = new AtomicReference<>(() -> {});
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile int status = 200;

  AskedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          boolean health = path.equals("/health");
          if (!health) {
            asked.add(path);
            exchange
                .getRequestHeaders()
                .keySet()
                .forEach(each -> headers.add(each.toLowerCase(ROOT)));
            first.getAndSet(() -> {}).run();
            if (exchange.getRequestHeaders().containsKey("X-Forwarded-For")) {
              await();
            }
          }
          exchange.getResponseHeaders().set("X-Lane", "green");
          exchange.sendResponseHeaders(health ? 200 : status, -1);
          exchange.close();
        });
    server.start();
  }

  private void await() {
    waiting.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /// What comes through a load balancer waits from now on, until {@link #letGo}.
  void hold() {
    gate = new CountDownLatch(1);
  }

  void letGo() {
    gate.countDown();
  }

  /// How many requests wait.
  int waiting() {
    return waiting.get();
  }

  /// Happens once, before the next answer.
  void before(Runnable act) {
    first.set(act);
  }

  /// The names of all headers that ever came, in small letters.
  Set<String> headers() {
    return Set.copyOf(headers);
  }

  /// The same server of a lane, but this one answers.
  Server in(Server place) {
    return new Server(
        place.name(),
        new Host(server.getAddress().getAddress().getHostAddress()),
        new Port(server.getAddress().getPort()),
        place.weight(),
        place.maxconn(),
        place.backup(),
        place.standby());
  }

  /// What it answers from now on.
  void answer(int with) {
    status = with;
  }

  /// The paths since {@link #forget}.
  List<String> asked() {
    return List.copyOf(asked);
  }

  void forget() {
    asked.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
