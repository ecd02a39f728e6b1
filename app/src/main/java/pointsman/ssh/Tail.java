package pointsman.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The last 4 kB of what a command complained, for messages.
final class Tail extends OutputStream {
  private static final int SIZE = 4096;
  private final byte[] ring = new byte[SIZE];
  private long written;

  @Override
  public synchronized void write(int b) {
    ring[(int) (written++ % SIZE)] = (byte) b;
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = Math.max(0, length - SIZE); i < length; i++) {
      write(bytes[offset + i]);
    }
  }

  /// The text, without blanks at its ends.
  synchronized String text() {
    int count = (int) Math.min(written, SIZE);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = ring[(int) ((written - count + i) % SIZE)];
    }
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
