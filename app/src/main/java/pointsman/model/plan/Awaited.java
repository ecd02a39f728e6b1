package pointsman.model.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// On whom a running deploy waits: the nodes of the running wave that are on their way. Those that
/// are prepared wait themselves, so they count only where no other is left.
///
/// @param named the first of them, at most three
/// @param more how many beside these
public record Awaited(List<DeployProgress.Line> named, int more) {
  /// After how long without news it is said.
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int NAMED = 3;

  /// Copies.
  public Awaited {
    named = List.copyOf(named);
  }

  /// Whom this news leaves to be waited for; nobody once it has ended.
  public static Awaited of(DeployProgress news) {
    List<DeployProgress.Line> late = new ArrayList<>();
    for (DeployProgress.Line line : news.nodes()) {
      boolean over =
          switch (line.phase()) {
            case DONE, ENDED -> true;
            case WAITING,
                UPLOADING,
                CHECKING,
                PREPARED,
                COMMITTING,
                VERIFYING,
                CONFIRMING,
                REVERTING ->
                false;
          };
      if (!over && line.wave() == news.wave() && news.result().isEmpty()) {
        late.add(line);
      }
    }
    if (late.stream().anyMatch(line -> line.phase() != Phase.PREPARED)) {
      late.removeIf(line -> line.phase() == Phase.PREPARED);
    }
    List<DeployProgress.Line> named = late.subList(0, Math.min(NAMED, late.size()));
    return new Awaited(named, late.size() - named.size());
  }

  /// Whether it waits for nobody.
  public boolean isEmpty() {
    return named.isEmpty();
  }
}
