package pointsman.lab;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// One demo server: says in each answer who it is, echoes path and body length, and misbehaves as
/// told. Connections are never closed for being idle, so that a load balancer's kept connection
/// never races with a close of ours. A virtual thread for each connection.
final class DemoServer {
  private final DemoPlace place;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<ServerSocket> listeners = new ArrayList<>();
  private final List<Thread> acceptors = new ArrayList<>();
  private final LongAdder requests = new LongAdder();
  private volatile int errors;
  private volatile long delayMillis;
  private volatile boolean sick;
  private volatile boolean refusing;

  DemoServer(DemoPlace place) {
    this.place = place;
  }

  DemoPlace place() {
    return place;
  }

  void errors(int basisPoints) {
    errors = basisPoints;
  }

  void delay(long millis) {
    delayMillis = millis;
  }

  void sick(boolean fails) {
    sick = fails;
  }

  /// Its place, what it answered, and how it is told to behave, as a line.
  synchronized String line() {
    return place.line()
        + " requests="
        + requests.sum()
        + " open="
        + open.size()
        + " errors="
        + errors
        + " delay="
        + delayMillis
        + " sick="
        + sick
        + " up="
        + !listeners.isEmpty();
  }

  /// Begins to listen on both ports.
  synchronized void up() throws IOException {
    if (!listeners.isEmpty()) {
      return;
    }
    refusing = false;
    try {
      listen(place.port());
      listen(place.port() + DemoPlace.SECOND);
    } catch (IOException e) {
      down();
      throw new IOException("cannot listen as " + place.line() + ": " + e.getMessage(), e);
    }
  }

  private void listen(int port) throws IOException {
    ServerSocket listener = new ServerSocket();
    listeners.add(listener);
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getByName(place.address()), port), 1024);
    acceptors.add(Thread.startVirtualThread(() -> accept(listener)));
  }

  /// Refuses connections from now on and resets the open ones.
  synchronized void down() throws IOException {
    refusing = true;
    for (ServerSocket listener : listeners) {
      listener.close();
    }
    listeners.clear();
    awaitAcceptors();
    for (Socket socket : open) {
      reset(socket);
    }
  }

  /// A port is free only when the thread that waits at it has seen the close.
  private void awaitAcceptors() throws IOException {
    try {
      for (Thread acceptor : acceptors) {
        acceptor.join(Duration.ofSeconds(5));
      }
      acceptors.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a listener closes", e);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // it was closed already
    }
  }

  private void accept(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.startVirtualThread(() -> serve(socket, listener.getLocalPort()));
      } catch (IOException _) {
        // closed on purpose, or out of descriptors: the loop's condition tells
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private void serve(Socket socket, int port) {
    open.add(socket);
    try (socket) {
      socket.setTcpNoDelay(true);
      if (refusing) {
        reset(socket);
        return;
      }
      HttpWire wire = new HttpWire(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean more = true;
      while (more) {
        Optional<HttpWire.Head> head = wire.readHead();
        if (head.isEmpty()) {
          return;
        }
        long body = body(wire, head.get(), out);
        more = answer(head.get(), body, port, out);
      }
    } catch (EOFException _) {
      // the other side went away in the middle of a request; that is its business
    } catch (IOException | InterruptedException _) {
      // reset by the other side, or told to be down
    } finally {
      open.remove(socket);
    }
  }

  private static long body(HttpWire wire, HttpWire.Head head, OutputStream out) throws IOException {
    if (head.says("expect", "100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    if (head.says("transfer-encoding", "chunked")) {
      return wire.skipChunks();
    }
    Optional<Long> length = head.length();
    if (length.isPresent()) {
      wire.skip(length.get());
    }
    return length.orElse(0L);
  }

  private boolean answer(HttpWire.Head head, long length, int port, OutputStream out)
      throws IOException, InterruptedException {
    requests.increment();
    String[] request = head.first().split(" ", 3);
    if (request.length < 3) {
      out.write(
          "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
              .getBytes(StandardCharsets.ISO_8859_1));
      return false;
    }
    String path = request[1];
    if (delayMillis > 0) {
      Thread.sleep(Duration.ofMillis(delayMillis));
    }
    boolean keep = request[2].equals("HTTP/1.1") && !head.says("connection", "close");
    String text = path.startsWith("/echo") ? head.text() : path + "\n";
    String answer =
        "HTTP/1.1 "
            + status(path)
            + identity()
            + "\r\nX-Port: "
            + port
            + "\r\nX-Path: "
            + path
            + "\r\nX-Body: "
            + length
            + "\r\nContent-Length: "
            + text.length()
            + (keep ? "" : "\r\nConnection: close")
            + "\r\n\r\n"
            + (request[0].equals("HEAD") ? "" : text);
    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
    return keep;
  }

  private String status(String path) {
    if (path.equals("/health") || path.startsWith("/health?")) {
      return sick ? "503 Service Unavailable" : "200 OK";
    }
    boolean error = errors > 0 && ThreadLocalRandom.current().nextInt(10_000) < errors;
    return error ? "500 Internal Server Error" : "200 OK";
  }

  private String identity() {
    return "\r\nContent-Type: text/plain\r\nX-Pool: "
        + place.pool()
        + "\r\nX-Lane: "
        + place.lane()
        + "\r\nX-Server: "
        + place.name()
        + "\r\nX-Version: "
        + place.version();
  }
}
