package pointsman.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Port;

/// A relay before a server that keeps its first caller waiting until it is opened.
final class HeldDoor implements AutoCloseable {
  private final InetSocketAddress behind;
  private final ServerSocket door = new ServerSocket();
  private final CountDownLatch knocked = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  HeldDoor(String address, int port) throws IOException {
    this.behind = new InetSocketAddress(address, port);
    door.bind(new InetSocketAddress(address, 0));
    Thread.ofVirtual().start(this::serve);
  }

  Node leadsTo(Node node) {
    return new Node(
        node.name(),
        node.address(),
        new Port(door.getLocalPort()),
        node.user(),
        node.identity(),
        node.agent(),
        node.jump(),
        node.privilege(),
        node.engine(),
        node.region(),
        node.tags(),
        node.paths());
  }

  void awaitKnock() throws InterruptedException {
    if (!knocked.await(8, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody came");
    }
  }

  void open() {
    opened.countDown();
  }

  private void serve() {
    boolean first = true;
    try {
      while (true) {
        Socket caller = door.accept();
        sockets.add(caller);
        boolean held = first;
        first = false;
        Thread.ofVirtual().start(() -> lead(caller, held));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void lead(Socket caller, boolean held) {
    try (caller;
        Socket server = new Socket()) {
      knocked.countDown();
      if (held) {
        opened.await();
      }
      server.connect(behind);
      sockets.add(server);
      Thread back = Thread.ofVirtual().start(() -> copy(server, caller));
      copy(caller, server);
      back.join();
    } catch (IOException | InterruptedException e) {
      // one of the two hung up
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // one of the two hung up
    }
  }

  @Override
  public void close() throws IOException {
    opened.countDown();
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
