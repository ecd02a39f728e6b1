package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executors;

/// A small real server that tells its name and what reached it.
final class Backend implements AutoCloseable {
  private final AutoCloseable closing;

  private Backend(AutoCloseable closing) {
    this.closing = closing;
  }

  /// Answers every request with its name, and the request's headers as lines.
  static Backend http(String name, String address, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 256);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          StringBuilder told = new StringBuilder("path: " + exchange.getRequestURI() + "\n");
          exchange
              .getRequestHeaders()
              .forEach((key, values) ->
                  values.forEach(value ->
                      told.append(key.toLowerCase(java.util.Locale.ROOT))
                          .append(": ")
                          .append(value)
                          .append('\n')));
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("X-Server", name);
          byte[] body = told.toString().getBytes(ISO_8859_1);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new Backend(() -> server.stop(0));
  }

  /// Says its name to every connection, then closes it.
  static Backend tcp(String name, String address, int port) throws IOException {
    ServerSocket listener = new ServerSocket(port, 64, InetAddress.getByName(address));
    Thread.startVirtualThread(() -> {
      while (!listener.isClosed()) {
        try (Socket client = listener.accept()) {
          client.getOutputStream().write(name.getBytes(ISO_8859_1));
        } catch (IOException _) {
          // the client is gone, or the listener
        }
      }
    });
    return new Backend(listener);
  }

  @Override
  public void close() throws IOException {
    try {
      closing.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
