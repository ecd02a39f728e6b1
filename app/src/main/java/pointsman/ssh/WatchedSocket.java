package pointsman.ssh;

import com.jcraft.jsch.SocketFactory;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// The TCP connection below one session. It is ours, so that it can be cut from outside when a
/// writer hangs in it, and knows when a byte last came.
final class WatchedSocket implements SocketFactory {
  private static final int PIECE = 1 << 15;

  private final Deadline deadline;
  private volatile Socket socket = new Socket();
  private volatile long lastByte = System.nanoTime();
  private volatile boolean broken;

  /// @param deadline until the connection has to stand
  WatchedSocket(Deadline deadline) {
    this.deadline = deadline;
  }

  /// Connects to the first address of the host that answers; each gets its share of the time.
  @Override
  public Socket createSocket(String host, int port) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (int i = 0; ; i++) {
      long share = deadline.nanosLeft() / (addresses.length - i);
      try {
        return connect(new InetSocketAddress(addresses[i], port), Duration.ofNanos(share));
      } catch (IOException e) {
        if (broken || i == addresses.length - 1) {
          throw e;
        }
      }
    }
  }

  private Socket connect(InetSocketAddress place, Duration limit) throws IOException {
    Socket next = new Socket();
    socket = next;
    if (broken) {
      throw new SocketException("cut");
    }
    try {
      next.connect(place, (int) Math.max(1, limit.toMillis()));
      next.setTcpNoDelay(true);
      return next;
    } catch (IOException e) {
      next.close();
      throw e;
    }
  }

  /// In large pieces: the library asks for each packet's length, body and sum by itself.
  @Override
  public InputStream getInputStream(Socket ours) throws IOException {
    return new BufferedInputStream(watched(ours.getInputStream()), PIECE);
  }

  private InputStream watched(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        return watched(super::read);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return watched(() -> super.read(bytes, offset, length));
      }
    };
  }

  @Override
  public OutputStream getOutputStream(Socket ours) throws IOException {
    return ours.getOutputStream();
  }

  private int watched(Reading reading) throws IOException {
    try {
      int result = reading.read();
      if (result < 0) {
        broken = true;
      } else {
        lastByte = System.nanoTime();
      }
      return result;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  private interface Reading {
    int read() throws IOException;
  }

  /// Whether the connection has ended.
  boolean broken() {
    return broken;
  }

  /// How long nothing has come.
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - lastByte);
  }

  /// Cuts the connection at once; everyone who waits in it gets an exception.
  void cut() {
    broken = true;
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
