package pointsman.lab;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Reads HTTP/1.1 messages off a stream: heads and bodies, as both ends of the lab need them. One
/// thread at a time.
final class HttpWire {
  private static final int LONGEST_HEAD = 64 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[4096];
  private int start;
  private int end;

  HttpWire(InputStream in) {
    this.in = in;
  }

  /// The head of a message.
  ///
  /// @param first its first line
  /// @param text all its lines, ended by CR LF
  record Head(String first, String text) {
    /// The value of a header, by its name in lower case.
    Optional<String> find(String name) {
      int at = text.indexOf("\r\n") + 2;
      while (at < text.length()) {
        int end = text.indexOf("\r\n", at);
        int colon = text.indexOf(':', at);
        if (colon > 0
            && colon < end
            && colon - at == name.length()
            && text.regionMatches(true, at, name, 0, name.length())) {
          return Optional.of(text.substring(colon + 1, end).strip());
        }
        at = end + 2;
      }
      return Optional.empty();
    }

    /// Whether a header has this value, whatever its case.
    boolean says(String name, String value) {
      return find(name).filter(is -> is.toLowerCase(Locale.ROOT).contains(value)).isPresent();
    }

    /// The body's length as announced; empty: none was.
    Optional<Long> length() throws IOException {
      Optional<String> text = find("content-length");
      if (text.filter(digits -> !digits.matches("[0-9]{1,18}")).isPresent()) {
        throw new IOException("no length: " + text.get());
      }
      return text.map(Long::parseLong);
    }
  }

  /// The next head; empty at the end of the stream, when nothing of one has come.
  ///
  /// @throws EOFException when the stream ends in the middle of one
  Optional<Head> readHead() throws IOException {
    int scanned = start;
    while (true) {
      for (int i = Math.max(scanned, start + 3); i < end; i++) {
        if (buffer[i] == '\n'
            && buffer[i - 1] == '\r'
            && buffer[i - 2] == '\n'
            && buffer[i - 3] == '\r') {
          String text = new String(buffer, start, i - 1 - start, StandardCharsets.ISO_8859_1);
          start = i + 1;
          return Optional.of(new Head(text.substring(0, text.indexOf("\r\n")), text));
        }
      }
      int seen = end - start;
      if (seen > LONGEST_HEAD) {
        throw new IOException("a head of more than " + LONGEST_HEAD + " bytes");
      }
      if (!fill()) {
        if (seen == 0) {
          return Optional.empty();
        }
        throw new EOFException("the stream ended in a head");
      }
      scanned = start + seen;
    }
  }

  /// Reads past a body of this length.
  void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      if (start == end && !fill()) {
        throw new EOFException(left + " of " + length + " bytes were missing");
      }
      int step = (int) Math.min(left, end - start);
      start += step;
      left -= step;
    }
  }

  /// Reads past a chunked body.
  ///
  /// @return its length without the chunks' frames
  long skipChunks() throws IOException {
    long total = 0;
    while (true) {
      String line = readLine();
      int semicolon = line.indexOf(';');
      long size = parseHex(semicolon < 0 ? line : line.substring(0, semicolon));
      if (size == 0) {
        while (!readLine().isEmpty()) {
          // trailers end with an empty line
        }
        return total;
      }
      skip(size);
      total += size;
      if (!readLine().isEmpty()) {
        throw new IOException("a chunk does not end where it said");
      }
    }
  }

  /// Reads to the end of the stream.
  long skipToEnd() throws IOException {
    long total = 0;
    while (start < end || fill()) {
      total += end - start;
      start = end;
    }
    return total;
  }

  private static long parseHex(String text) throws IOException {
    String digits = text.strip();
    if (!digits.matches("[0-9a-fA-F]{1,15}")) {
      throw new IOException("no chunk size");
    }
    return Long.parseLong(digits, 16);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (start == end && !fill()) {
        throw new EOFException("the stream ended in a line");
      }
      char next = (char) (buffer[start++] & 0xff);
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append(next);
      }
    }
  }

  private boolean fill() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.length) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      } else {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count <= 0) {
      return false;
    }
    end += count;
    return true;
  }
}
