package pointsman.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.BitSet;
import java.util.function.IntFunction;

/// Many users who ask one node once each, quickly: many on a connection, one after the other. A
/// request that is not answered with 200 fails the test.
final class Crowd {
  private static final int ON_A_CONNECTION = 500;
  private static final int PATIENCE = 10_000;

  private Crowd() {}

  /// Who was served by green.
  ///
  /// @param users how many
  /// @param headers a user's own, such as `Cookie: uid=u7`
  static BitSet green(String host, int port, String path, int users, IntFunction<String> headers)
      throws IOException {
    BitSet green = new BitSet(users);
    for (int from = 0; from < users; from += ON_A_CONNECTION) {
      int to = Math.min(users, from + ON_A_CONNECTION);
      StringBuilder text = new StringBuilder();
      for (int user = from; user < to; user++) {
        text.append("GET ").append(path).append(" HTTP/1.1\r\nHost: shop\r\n");
        text.append(headers.apply(user)).append("\r\n\r\n");
      }
      try (Socket socket = new Socket(host, port)) {
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
        InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        for (int user = from; user < to; user++) {
          green.set(user, isGreen(in));
        }
      }
    }
    return green;
  }

  /// Who was served by green, each user from an address of its own.
  ///
  /// @param from of 127.x.y.z, by user
  static BitSet greenByAddress(
      String host, int port, String path, int users, IntFunction<String> from) throws IOException {
    BitSet green = new BitSet(users);
    for (int user = 0; user < users; user++) {
      green.set(user, asks(host, port, path, from.apply(user)));
    }
    return green;
  }

  /// Whether one request, from this address and on a connection of its own, is served by green.
  static boolean asks(String host, int port, String path, String from) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.setSoTimeout(PATIENCE);
      socket.connect(new InetSocketAddress(host, port), PATIENCE);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")
                  .getBytes(ISO_8859_1));
      return isGreen(new BufferedInputStream(socket.getInputStream()));
    }
  }

  /// Reads one answer: its lane, its body read past.
  static boolean isGreen(InputStream in) throws IOException {
    String first = line(in);
    if (!first.contains(" 200 ")) {
      throw new IOException("answered " + first);
    }
    boolean green = false;
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("x-lane:")) {
        green = lower.endsWith("green");
      } else if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
    }
    if (length < 0) {
      throw new IOException("no length");
    }
    in.skipNBytes(length);
    return green;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after '" + text + "'");
      }
      if (next == '\n') {
        return text.toString();
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
  }
}
