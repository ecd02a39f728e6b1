package pointsman.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pointsman.model.fleet.Name;
import pointsman.model.plan.Awaited;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.Phase;

/// A deploy under way, in lines: what each wave has come to, and by name the nodes that go back or
/// fail. Where nothing new comes, a beat says on whom it waits. Any thread.
final class DeployLines {
  private final PrintStream out;
  private final boolean everyNode;
  private final Map<Name, String> told = new HashMap<>();
  private final Set<String> once = new HashSet<>();
  private DeployProgress now =
      new DeployProgress(1, 1, List.of(), Duration.ZERO, java.util.Optional.empty());
  private long at = System.nanoTime();
  private boolean quiet;

  /// @param everyNode a line for each step of each node
  DeployLines(PrintStream out, boolean everyNode) {
    this.out = out;
    this.everyNode = everyNode;
  }

  // A line that did not change is the same object.
  @SuppressWarnings("ReferenceEquality")
  synchronized void show(DeployProgress progress) {
    List<DeployProgress.Line> before = now.nodes();
    now = progress;
    at = System.nanoTime();
    for (int i = 0; i < progress.nodes().size(); i++) {
      DeployProgress.Line line = progress.nodes().get(i);
      // Of a whole fleet's lines each step changes one.
      if (i >= before.size() || before.get(i) != line) {
        node(line);
      }
    }
    if (!everyNode) {
      wave();
    }
  }

  private void node(DeployProgress.Line line) {
    String text =
        line.phase().name().toLowerCase(Locale.ROOT)
            + (line.note().isEmpty() ? "" : ": " + line.note());
    if (text.equals(told.put(line.node(), text)) || line.phase() == Phase.WAITING) {
      return;
    }
    boolean back = line.phase() == Phase.REVERTING || line.phase() == Phase.ENDED;
    // What leaves all others of a wave alone is said of one.
    if (everyNode || (back && once.add(text))) {
      say(line.node() + "  " + text);
    }
  }

  private void wave() {
    int all = 0;
    int[] come = new int[Phase.values().length];
    for (DeployProgress.Line line : now.nodes()) {
      if (line.wave() == now.wave()) {
        all++;
        come[line.phase().ordinal()]++;
      }
    }
    if (all == 0) {
      return;
    }
    int done = come[Phase.DONE.ordinal()];
    int early =
        come[Phase.WAITING.ordinal()]
            + come[Phase.UPLOADING.ordinal()]
            + come[Phase.CHECKING.ordinal()];
    tell("begun", nodes(all) + ": sending and checking");
    if (early == 0 && come[Phase.ENDED.ordinal()] == 0) {
      tell("prepared", nodes(all) + " prepared, reloading");
    }
    if (done + come[Phase.ENDED.ordinal()] == all) {
      tell("ended", done == all ? nodes(all) + " done" : done + " of " + nodes(all) + " done");
    }
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }

  /// Of the wave that runs, once.
  private void tell(String what, String text) {
    if (once.add(now.wave() + what)) {
      say(ofWave() + text);
    }
  }

  private String ofWave() {
    return now.waves() > 1 ? "wave " + now.wave() + " of " + now.waves() + ": " : "";
  }

  /// Says on whom the deploy waits, unless something was said since the last beat.
  synchronized void beat() {
    Awaited awaited = Awaited.of(now);
    if (quiet && !awaited.isEmpty()) {
      say(ofWave() + "waiting for " + named(awaited));
    }
    quiet = true;
  }

  private static String named(Awaited awaited) {
    List<String> names =
        awaited.named().stream()
            .map(line -> line.node() + " (" + line.phase().name().toLowerCase(Locale.ROOT) + ")")
            .toList();
    int more = awaited.more();
    return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
  }

  private void say(String text) {
    quiet = false;
    long since = now.elapsed().toMillis() + (System.nanoTime() - at) / 1_000_000;
    String time = String.valueOf(since);
    out.println(" ".repeat(Math.max(0, 6 - time.length())) + time + " ms  " + text);
  }
}
