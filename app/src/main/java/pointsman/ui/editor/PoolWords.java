package pointsman.ui.editor;

import java.time.Duration;
import java.util.Locale;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.ui.kit.Words;

/// What a pool does, in words.
final class PoolWords {
  private PoolWords() {}

  static String balance(Pool pool, Words words) {
    return words.of("balance." + pool.balance().name().toLowerCase(Locale.ROOT));
  }

  static String persistence(Persistence persistence, Words words) {
    return switch (persistence) {
      case Persistence.None _ -> words.of("pool.stick.none");
      case Persistence.Cookie cookie -> words.of("pool.stick.cookie", cookie.name().value());
      case Persistence.IpHash _ -> words.of("pool.stick.hash");
      case Persistence.Table table -> words.of("pool.stick.table", table.size());
    };
  }

  static String health(HealthChecks health, Words words) {
    return health
        .active()
        .map(active ->
            switch (active.kind()) {
              case HTTP -> words.of("pool.check.http", active.path().value(), every(active));
              case TCP -> words.of("pool.check.tcp", every(active));
            })
        .orElseGet(() -> words.of("pool.check.none"));
  }

  private static String every(ActiveCheck active) {
    Duration interval = active.interval();
    return interval.toMillis() % 1000 == 0
        ? interval.toSeconds() + " s"
        : interval.toMillis() + " ms";
  }

  static String summary(Pool pool, Words words) {
    return balance(pool, words)
        + " · "
        + persistence(pool.persistence(), words)
        + " · "
        + health(pool.health(), words);
  }
}
