package pointsman.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.IpAddress;

/// One request and its answer over TLS through an open channel. The listener is our own, reached
/// from its own node: its certificate is taken as it is.
final class TlsExchange {
  private static final int RECORD_HEAD = 5;
  private static final int MOST = 4 << 20;

  private final Strand strand;
  private final SSLEngine engine;

  TlsExchange(Strand strand, Endpoint to, Map<String, String> headers) throws Exception {
    this.strand = strand;
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new AsItIs()}, new SecureRandom());
    engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters wanted = engine.getSSLParameters();
    wanted.setApplicationProtocols(new String[] {"http/1.1"});
    String host = headers.getOrDefault("Host", "");
    if (!host.isEmpty() && !host.contains(":") && !IpAddress.isV4(host)) {
      wanted.setServerNames(List.of(new SNIHostName(host)));
    }
    engine.setSSLParameters(wanted);
  }

  /// Sends the request and reads until the other side ends.
  ///
  /// @return the answer in clear
  Inbox run(byte[] request, Deadline deadline) throws Exception {
    Inbox clear = new Inbox(MOST);
    engine.beginHandshake();
    while (handshakes()) {
      step(clear, deadline);
    }
    send(ByteBuffer.wrap(request), deadline);
    try {
      while (!engine.isInboundDone()) {
        read(clear, deadline);
      }
    } catch (EOFException e) {
      // Without a farewell: whether the answer is whole is seen by its own shape.
    }
    clear.close();
    return clear;
  }

  private boolean handshakes() {
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK, NEED_WRAP, NEED_UNWRAP, NEED_UNWRAP_AGAIN -> true;
      case FINISHED, NOT_HANDSHAKING -> false;
    };
  }

  private void step(Inbox clear, Deadline deadline) throws Exception {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> {
        Runnable task = engine.getDelegatedTask();
        if (task != null) {
          task.run();
        }
      }
      case NEED_WRAP -> send(ByteBuffer.allocate(0), deadline);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> read(clear, deadline);
      case FINISHED, NOT_HANDSHAKING -> {}
    }
  }

  private void send(ByteBuffer clear, Deadline deadline) throws Exception {
    do {
      ByteBuffer sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      SSLEngineResult result = engine.wrap(clear, sealed);
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new EOFException("the other side ended TLS");
      }
      byte[] bytes = new byte[sealed.position()];
      sealed.flip().get(bytes);
      strand.write(bytes, deadline);
    } while (clear.hasRemaining());
  }

  /// One record.
  private void read(Inbox clear, Deadline deadline) throws Exception {
    byte[] head = strand.inbox().take(RECORD_HEAD, deadline);
    int length = ((head[3] & 0xff) << 8) | (head[4] & 0xff);
    byte[] body = strand.inbox().take(length, deadline);
    ByteBuffer sealed = ByteBuffer.allocate(RECORD_HEAD + length).put(head).put(body).flip();
    while (sealed.hasRemaining()) {
      ByteBuffer open = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
      SSLEngineResult result = engine.unwrap(sealed, open);
      clear.write(open.array(), 0, open.position());
      while (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK) {
        step(clear, deadline);
      }
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        return;
      }
      if (result.getStatus() != SSLEngineResult.Status.OK) {
        throw new IOException("TLS is damaged");
      }
      if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
        if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
          send(ByteBuffer.allocate(0), deadline);
        }
      }
    }
  }

  private static final class AsItIs extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
