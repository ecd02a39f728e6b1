package pointsman.ssh;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.fleet.UrlPath;
import pointsman.model.node.Ask;

/// One GET of HTTP/1.1 over an open channel (RFC 9112), without redirects, answers of at most 4 MB.
final class HttpGet {
  private static final int LONGEST_HEAD = 64 << 10;
  private static final int LONGEST_BODY = 4 << 20;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])(?: .*)?");
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private HttpGet() {}

  /// Asks and reads the whole answer.
  ///
  /// @return `STATUS\n` and the body
  static String run(Strand strand, Ask.Http ask, Deadline deadline) throws Exception {
    strand.write(request(ask.path(), Map.of("Host", ask.to().toString())), deadline);
    Head head = head(strand.inbox(), deadline);
    byte[] body = body(strand.inbox(), head, deadline);
    return head.status() + "\n" + new String(body, StandardCharsets.UTF_8);
  }

  /// Asks through a listener, whose answer's body nobody reads.
  ///
  /// @return `STATUS\n` and the header that is asked for
  static String run(Strand strand, Ask.Through ask, Deadline deadline) throws Exception {
    byte[] request = request(ask.path(), ask.headers());
    Inbox inbox = strand.inbox();
    if (ask.tls()) {
      inbox = new TlsExchange(strand, ask.to(), ask.headers()).run(request, deadline);
    } else {
      strand.write(request, deadline);
    }
    Head head = head(inbox, deadline);
    return head.status() + "\n" + head.header(ask.tell());
  }

  private static byte[] request(UrlPath path, Map<String, String> headers) {
    StringBuilder text = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("User-Agent: pointsman\r\nAccept: */*\r\nConnection: close\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /// The last of an answer's heads.
  private record Head(String status, String lines) {
    String header(String name) {
      return lines
          .lines()
          .skip(1)
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  private static Head head(Inbox inbox, Deadline deadline) throws Exception {
    while (true) {
      byte[] bytes = inbox.takeThrough(HEAD_END, LONGEST_HEAD, deadline);
      String lines = new String(bytes, StandardCharsets.ISO_8859_1);
      Matcher status = STATUS.matcher(lines.lines().findFirst().orElse(""));
      if (!status.matches()) {
        throw new IOException("the answer is not HTTP");
      }
      if (!status.group(1).startsWith("1")) {
        return new Head(status.group(1), lines);
      }
    }
  }

  private static byte[] body(Inbox inbox, Head head, Deadline deadline) throws Exception {
    if (head.status().equals("204") || head.status().equals("304")) {
      return new byte[0];
    }
    if (head.header("transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked")) {
      return chunks(inbox, deadline);
    }
    String length = head.header("content-length");
    if (length.matches("[0-9]{1,9}")) {
      return inbox.take(bounded(Integer.parseInt(length)), deadline);
    }
    byte[] all = inbox.takeAll(deadline);
    bounded(all.length);
    return all;
  }

  private static byte[] chunks(Inbox inbox, Deadline deadline) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line =
          new String(inbox.takeThrough(LINE_END, 1024, deadline), StandardCharsets.ISO_8859_1);
      String size = line.split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        throw new IOException("the answer's chunks are damaged");
      }
      int count = Integer.parseInt(size, 16);
      if (count == 0) {
        return body.toByteArray();
      }
      bounded(body.size() + count);
      body.writeBytes(inbox.take(count, deadline));
      if (inbox.takeThrough(LINE_END, 2, deadline).length != 0) {
        throw new EOFException("the answer's chunks are damaged");
      }
    }
  }

  private static int bounded(int length) throws IOException {
    if (length > LONGEST_BODY) {
      throw new IOException("the answer is longer than 4 MB");
    }
    return length;
  }
}
