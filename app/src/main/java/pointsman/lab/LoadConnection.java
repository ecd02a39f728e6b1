package pointsman.lab;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import pointsman.port.LoadResult;

/// One connection of the load tool. One thread at a time.
final class LoadConnection implements AutoCloseable {
  private final Socket socket;
  private final HttpWire wire;
  private boolean used;
  private boolean reusable = true;
  private long since = System.nanoTime();

  private LoadConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.wire = new HttpWire(socket.getInputStream());
  }

  /// What came of a request.
  ///
  /// @param kind how it failed; empty: it did not
  /// @param detail what was seen, or empty
  /// @param lane `pool/lane` that answered, or empty
  /// @param server `pool/lane/server` that answered, or empty
  record Answer(Optional<LoadResult.Kind> kind, String detail, String lane, String server) {
    static Answer failed(LoadResult.Kind kind, String detail) {
      return new Answer(Optional.of(kind), detail, "", "");
    }
  }

  static LoadConnection open(String address, int port, Duration limit) throws IOException {
    Socket socket = new Socket();
    try {
      int millis = (int) limit.toMillis();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(address, port), millis);
      return new LoadConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Whether it answered a request before.
  boolean used() {
    return used;
  }

  /// Whether another request may follow on it.
  boolean reusable() {
    return reusable;
  }

  /// How long it has not been used, in nanoseconds.
  long idle() {
    return System.nanoTime() - since;
  }

  /// Sends a request and reads its answer to the last byte. Never throws for what the network does.
  Answer exchange(LoadRequest request) {
    boolean first = true;
    try {
      socket.getOutputStream().write(request.bytes());
      Optional<HttpWire.Head> head = wire.readHead();
      if (head.isEmpty()) {
        reusable = false;
        return used
            ? Answer.failed(LoadResult.Kind.CLOSED, "closed before the answer began")
            : Answer.failed(LoadResult.Kind.SHORT, "closed before the answer began");
      }
      first = false;
      return read(request, head.get());
    } catch (SocketTimeoutException e) {
      reusable = false;
      return Answer.failed(
          LoadResult.Kind.TIMEOUT, first ? "no answer in time" : "the answer stopped");
    } catch (EOFException e) {
      reusable = false;
      return Answer.failed(LoadResult.Kind.SHORT, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      reusable = false;
      String text = String.valueOf(e.getMessage());
      boolean wrong = !(e instanceof java.net.SocketException);
      return Answer.failed(wrong ? LoadResult.Kind.WRONG : LoadResult.Kind.RESET, text);
    } finally {
      used = true;
      since = System.nanoTime();
    }
  }

  private Answer read(LoadRequest request, HttpWire.Head head) throws IOException {
    String[] parts = head.first().split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[2-5][0-9]{2}")) {
      throw new IOException("no HTTP answer: " + head.first());
    }
    readBody(head);
    if (!request.keep() || head.says("connection", "close") || parts[0].equals("HTTP/1.0")) {
      reusable = false;
    }
    String lane =
        head.find("x-pool").map(pool -> pool + "/" + head.find("x-lane").orElse("?")).orElse("");
    String server = lane.isEmpty() ? "" : lane + "/" + head.find("x-server").orElse("?");
    int status = Integer.parseInt(parts[1]);
    Optional<LoadResult.Kind> kind = Optional.empty();
    String detail = "";
    if (status >= 400) {
      kind = Optional.of(status >= 500 ? LoadResult.Kind.STATUS_5XX : LoadResult.Kind.STATUS_4XX);
      detail =
          "status " + status + (lane.isEmpty() ? " from the load balancer" : " from " + server);
    } else if (isAnothers(request, head)) {
      kind = Optional.of(LoadResult.Kind.WRONG);
      detail =
          "answers " + head.find("x-path").orElse("?") + ", " + head.find("x-body").orElse("0");
    }
    return new Answer(kind, detail, lane, server);
  }

  private static boolean isAnothers(LoadRequest request, HttpWire.Head head) {
    Optional<String> path = head.find("x-path");
    Optional<String> body = head.find("x-body");
    return path.filter(is -> !is.equals(request.path())).isPresent()
        || body.filter(is -> !is.equals(Integer.toString(request.body()))).isPresent();
  }

  private void readBody(HttpWire.Head head) throws IOException {
    Optional<Long> length = head.length();
    if (head.says("transfer-encoding", "chunked")) {
      wire.skipChunks();
    } else if (length.isPresent()) {
      wire.skip(length.get());
    } else {
      wire.skipToEnd();
      reusable = false;
    }
  }

  @Override
  public void close() {
    reusable = false;
    try {
      socket.close();
    } catch (IOException _) {
      // it is gone either way
    }
  }
}
