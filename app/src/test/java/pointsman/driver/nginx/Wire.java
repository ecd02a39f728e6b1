package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A connection as a client makes it, from an address of its own, one request after the other.
final class Wire implements AutoCloseable {
  /// What came back.
  record Answer(int status, List<String> headers, String body) {
    /// The server that answered.
    String server() {
      return find("X-Server").orElse("none");
    }

    Optional<String> find(String header) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, header + ": ", 0, header.length() + 2))
          .map(line -> line.substring(header.length() + 2))
          .findFirst();
    }

    /// What reached the server, such as `x-forwarded-for`.
    String told(String key) {
      return body.lines()
          .filter(line -> line.startsWith(key + ": "))
          .map(line -> line.substring(key.length() + 2))
          .findFirst()
          .orElse("");
    }
  }

  private final Socket socket;
  private final InputStream in;

  Wire(String from, String to, int port) throws IOException {
    socket = new Socket(InetAddress.getByName(to), port, InetAddress.getByName(from), 0);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// Sends text as it is.
  void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /// All until the other side closes.
  String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  Answer get(String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    boolean host = false;
    for (String header : headers) {
      host |= header.startsWith("Host:");
      request.append(header).append("\r\n");
    }
    say(request + (host ? "" : "Host: shop.example.org:8080\r\n") + "\r\n");
    return answer();
  }

  private Answer answer() throws IOException {
    String first = line();
    List<String> headers = new ArrayList<>();
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
      if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
        length = Integer.parseInt(line.substring(16));
      }
      chunked |= line.equalsIgnoreCase("Transfer-Encoding: chunked");
    }
    StringBuilder body = new StringBuilder();
    if (chunked) {
      for (int size = chunk(); size > 0; size = chunk()) {
        body.append(text(size));
        line();
      }
      line();
    } else {
      body.append(text(length));
    }
    return new Answer(Integer.parseInt(first.split(" ", 3)[1]), headers, body.toString());
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String text(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("cut body");
    }
    return new String(bytes, ISO_8859_1);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c != '\n') {
      if (c < 0) {
        throw new EOFException("closed after '" + line + "'");
      }
      if (c != '\r') {
        line.append((char) c);
      }
      c = in.read();
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
