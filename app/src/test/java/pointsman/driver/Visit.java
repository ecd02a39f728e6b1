package pointsman.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/// One request on a connection of its own, as a client with an address of its own makes it.
///
/// @param text all that came back
record Visit(String text) {
  /// A GET.
  static Visit get(String from, String to, String path, String... headers) throws IOException {
    return raw(from, to, 8080, request(path, headers));
  }

  static String request(String path, String... headers) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    boolean host = false;
    for (String header : headers) {
      host |= header.startsWith("Host: ");
      request.append(header).append("\r\n");
    }
    return request + (host ? "" : "Host: shop.example\r\n") + "Connection: close\r\n\r\n";
  }

  /// Bytes as they are, and all that comes back; nothing when the connection is reset.
  static Visit raw(String from, String to, int port, String bytes) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getByName(to), port, InetAddress.getByName(from), 0)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return new Visit(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    } catch (SocketException e) {
      if (String.valueOf(e.getMessage()).startsWith("Connection reset")) {
        return new Visit("");
      }
      throw e;
    }
  }

  int status() {
    return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
  }

  /// The server that answered.
  String server() {
    return told("server");
  }

  /// What reached the server, such as `x-forwarded-for`; empty when nothing did.
  String told(String key) {
    return text.lines()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .findFirst()
        .orElse("");
  }

  /// The cookies that it set, `name=value`.
  String cookie() {
    return text.lines()
        .filter(line -> line.regionMatches(true, 0, "set-cookie: ", 0, 12))
        .map(line -> line.substring(12).split(";", 2)[0])
        .findFirst()
        .orElse("");
  }
}
