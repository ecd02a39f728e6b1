package pointsman.ui.guard;

import java.util.Set;
import pointsman.model.fleet.Name;
import pointsman.service.guard.Guards;

/// A change that an operator wants, as it is asked about.
///
/// @param title the question, such as `Switch shop-web to green?`
/// @param detail what will happen
/// @param effect the button's label: names the effect
/// @param kind what sort of change
/// @param touched the services and pools that it touches; empty: all of them
public record Change(
    String title, String detail, String effect, Guards.Kind kind, Set<Name> touched) {
  /// Copies.
  public Change {
    touched = Set.copyOf(touched);
  }
}
