package pointsman.ssh;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    String request =
        ("GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: pointsman\r\n"
                + "Accept: */*\r\nConnection: close\r\n\r\n")
            .formatted(ask.path(), ask.to());
    strand.write(request.getBytes(StandardCharsets.US_ASCII), deadline);
    String head;
    Matcher status;
    do {
      byte[] bytes = strand.inbox().takeThrough(HEAD_END, LONGEST_HEAD, deadline);
      head = new String(bytes, StandardCharsets.ISO_8859_1);
      status = STATUS.matcher(head.lines().findFirst().orElse(""));
      if (!status.matches()) {
        throw new IOException("the answer is not HTTP");
      }
    } while (status.group(1).startsWith("1"));
    byte[] body = body(strand.inbox(), head, status.group(1), deadline);
    return status.group(1) + "\n" + new String(body, StandardCharsets.UTF_8);
  }

  private static byte[] body(Inbox inbox, String head, String status, Deadline deadline)
      throws Exception {
    if (status.equals("204") || status.equals("304")) {
      return new byte[0];
    }
    if (header(head, "transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked")) {
      return chunks(inbox, deadline);
    }
    String length = header(head, "content-length");
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

  private static String header(String head, String name) {
    return head.lines()
        .skip(1)
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
