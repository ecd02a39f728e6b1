package pointsman.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// An answer that came as one gzip stream (RFC 1952), which tells its own end: what follows it in
/// the inbox stays there. For one answer, one thread.
final class PackedAnswer {
  private static final int HEAD = 10;
  private static final int TAIL = 8;

  private final int most;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream(32 << 10);
  private final byte[] piece = new byte[8 << 10];

  /// @param most how long it may be
  PackedAnswer(int most) {
    this.most = most;
  }

  /// Takes the stream.
  ///
  /// @throws IOException damaged, or longer than it may be
  byte[] take(Inbox inbox, Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    byte[] head = inbox.take(HEAD, deadline);
    // The last of these says which optional fields follow: a stream from a pipe has none.
    if (head[0] != 0x1f || (head[1] & 0xff) != 0x8b || head[2] != 8 || head[3] != 0) {
      throw new IOException("a packed answer that does not begin as one");
    }
    Inflater inflater = new Inflater(true);
    try {
      while (!inflater.finished()) {
        inbox.offer((bytes, offset, length) -> inflate(inflater, bytes, offset, length), deadline);
      }
    } finally {
      inflater.end();
    }
    byte[] whole = text.toByteArray();
    CRC32 sum = new CRC32();
    sum.update(whole);
    ByteBuffer tail = ByteBuffer.wrap(inbox.take(TAIL, deadline)).order(ByteOrder.LITTLE_ENDIAN);
    if (tail.getInt() != (int) sum.getValue() || tail.getInt() != whole.length) {
      throw new IOException("a packed answer did not arrive whole");
    }
    return whole;
  }

  private int inflate(Inflater inflater, byte[] bytes, int offset, int length) throws IOException {
    inflater.setInput(bytes, offset, length);
    try {
      while (!inflater.finished() && !inflater.needsInput()) {
        int size = inflater.inflate(piece);
        if (size == 0 && inflater.needsDictionary()) {
          throw new IOException("a packed answer wants a dictionary");
        }
        text.write(piece, 0, size);
        if (text.size() > most) {
          throw new IOException("an answer of more than " + most + " bytes");
        }
      }
    } catch (DataFormatException e) {
      throw new IOException("a packed answer is damaged", e);
    }
    return length - inflater.getRemaining();
  }
}
