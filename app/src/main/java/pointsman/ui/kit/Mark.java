package pointsman.ui.kit;

import java.util.Collection;
import java.util.Comparator;
import javafx.css.PseudoClass;
import pointsman.model.health.ServerHealth;

/// A state as it is drawn: a shape, a colour and a word. Ordered from worst to best, as lists that
/// show the worst first need it.
public enum Mark {
  /// Does not serve.
  DOWN,
  /// Not reachable at all.
  LOST,
  /// Known once, too old now, or never known.
  STALE,
  /// Up wherever it was seen, but not seen everywhere.
  PARTLY,
  /// On its way, or seen differently by different nodes.
  DEGRADED,
  /// Serves its old users only.
  DRAINING,
  /// Taken out by an operator.
  MAINTENANCE,
  /// Serves.
  UP,
  /// Nothing to say yet.
  NONE;

  /// The mark of a server's health.
  public static Mark of(ServerHealth health) {
    return switch (health) {
      case ServerHealth.Up _ -> UP;
      case ServerHealth.Degraded _ -> DEGRADED;
      case ServerHealth.Down _ -> DOWN;
      case ServerHealth.Draining _ -> DRAINING;
      case ServerHealth.Maintenance _ -> MAINTENANCE;
      case ServerHealth.Stale _ -> STALE;
    };
  }

  /// The mark of several together: some that serve beside some that do not are degraded, whatever
  /// the worst is; what an operator took out is no trouble while others serve.
  public static Mark whole(Collection<Mark> parts) {
    Mark worst = parts.stream().min(Comparator.naturalOrder()).orElse(NONE);
    boolean anyUp = parts.contains(UP);
    return switch (worst) {
      case DOWN, LOST, STALE, PARTLY, DEGRADED -> anyUp ? DEGRADED : worst;
      case DRAINING, MAINTENANCE, UP, NONE -> anyUp ? UP : worst;
    };
  }

  /// Its word's key and its pseudo-class.
  public String word() {
    return switch (this) {
      case DOWN -> "down";
      case LOST -> "lost";
      case STALE -> "stale";
      case PARTLY -> "partly";
      case DEGRADED -> "degraded";
      case DRAINING -> "draining";
      case MAINTENANCE -> "maintenance";
      case UP -> "up";
      case NONE -> "none";
    };
  }

  /// The pseudo-class by which style sheets tell it.
  public PseudoClass pseudoClass() {
    return PseudoClass.getPseudoClass(word());
  }
}
