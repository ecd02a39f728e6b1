package pointsman.model.fleet;

import java.util.List;

/// Where matching requests go; the first route that matches wins.
///
/// @param when all must hold; empty: always
/// @param pool the pool's name
public record Route(List<Condition> when, Name pool) {
  /// Copies the list.
  public Route {
    when = List.copyOf(when);
  }
}
