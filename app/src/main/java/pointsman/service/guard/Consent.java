package pointsman.service.guard;

import java.util.Optional;
import pointsman.model.value.Printable;

/// What an operator said before something that changes nodes: in a command by `--yes`, `--confirm`
/// and `--reason`, on a screen by its button and what was typed there.
///
/// @param given whether they said yes to what they were shown
/// @param name what they typed as the name; empty: nothing
/// @param reason why, for the journal; empty: nothing
public record Consent(boolean given, Optional<String> name, Optional<String> reason) {
  /// The reason as the journal keeps it: one readable line; empty when none was given.
  public String forTheJournal() {
    return reason.map(text -> Printable.line(text.strip())).orElse("");
  }

  /// Nothing was said.
  public static Consent none() {
    return new Consent(false, Optional.empty(), Optional.empty());
  }

  /// Yes, and no more.
  public static Consent yes() {
    return new Consent(true, Optional.empty(), Optional.empty());
  }

  /// The name and the reason.
  public static Consent named(String name, String reason) {
    return new Consent(true, Optional.of(name), Optional.of(reason));
  }
}
