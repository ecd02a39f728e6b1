package pointsman.boot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import pointsman.port.LabNode;

/// Users with a cookie each, who ask every node again and again over new connections; what lanes
/// each of them was on, in order, is kept by node.
final class StickyUsers implements AutoCloseable {
  private final Map<String, List<String>> lanes = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<String> later = ConcurrentHashMap.newKeySet();
  private volatile boolean settled;
  private volatile boolean ended;

  StickyUsers(List<LabNode> nodes, int users) {
    for (LabNode node : nodes) {
      threads.add(Thread.ofVirtual().start(() -> ask(node, users)));
    }
  }

  private void ask(LabNode node, int users) {
    while (!ended) {
      for (int user = 0; user < users && !ended; user++) {
        boolean after = settled;
        String lane = lane(node, "u" + user);
        note(node.name() + "/" + user, lane);
        if (after) {
          later.add(lane);
        }
      }
    }
  }

  private void note(String who, String lane) {
    List<String> seen = lanes.computeIfAbsent(who, _ -> new ArrayList<>());
    synchronized (seen) {
      if (!lane.startsWith("?") && (seen.isEmpty() || !seen.getLast().equals(lane))) {
        seen.add(lane);
      }
    }
  }

  /// The lane that answers a user now; `?` and why when none does.
  static String lane(LabNode node, String user) {
    return ask(node, "Cookie", "uid=" + user);
  }

  /// The lane that answers staff now.
  static String staffLane(LabNode node) {
    return ask(node, "X-Staff", "1");
  }

  private static String ask(LabNode node, String header, String value) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://" + node.address() + ":8080/"))
                  .header(header, value)
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("X-Lane")
          .orElse("?");
    } catch (IOException e) {
      return "? " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "?";
    }
  }

  /// From now on {@link #later} counts.
  void settle() {
    settled = true;
  }

  /// What answered anyone who asked after the last {@link #settle}.
  Set<String> later() {
    return Set.copyOf(later);
  }

  /// The lanes of every user of a node who was on more than one, in order.
  Map<String, List<String>> moved(LabNode node) {
    Map<String, List<String>> moved = new TreeMap<>();
    lanes.forEach((who, seen) -> {
      synchronized (seen) {
        if (who.startsWith(node.name() + "/") && seen.size() > 1) {
          moved.put(who, List.copyOf(seen));
        }
      }
    });
    return moved;
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
