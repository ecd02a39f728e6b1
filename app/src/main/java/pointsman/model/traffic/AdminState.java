package pointsman.model.traffic;

import java.util.Locale;
import java.util.Optional;

/// What an operator lets a server do at run time.
public enum AdminState {
  /// Takes users, when it is healthy.
  READY,
  /// Takes no new users; those who are on it stay as long as the engine can keep them.
  DRAIN,
  /// Takes nobody.
  MAINT;

  /// `ready`, `drain` or `maint`, as in commands and on nodes.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The state of this word.
  public static Optional<AdminState> find(String word) {
    for (AdminState each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
