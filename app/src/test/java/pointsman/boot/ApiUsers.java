package pointsman.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import pointsman.port.LabNode;

/// Users of the second pool, who ask every node again and again.
final class ApiUsers implements AutoCloseable {
  static final String PATH = "/api/user";

  private final List<Thread> threads = new ArrayList<>();
  private final List<String> failed = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  ApiUsers(Rig rig) {
    for (LabNode node : rig.lab().nodes()) {
      threads.add(Thread.startVirtualThread(() -> ask(rig, node)));
    }
  }

  private void ask(Rig rig, LabNode node) {
    while (!ended) {
      try {
        int status = rig.get(node, 8080, PATH).statusCode();
        if (status != 200) {
          failed.add(node.name() + " answered " + status);
        }
      } catch (AssertionError e) {
        failed.add(e.getMessage());
      }
    }
  }

  List<String> failed() {
    return List.copyOf(failed);
  }

  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
