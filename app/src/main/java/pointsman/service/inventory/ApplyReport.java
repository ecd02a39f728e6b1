package pointsman.service.inventory;

import java.util.ArrayList;
import java.util.List;

/// What an apply did.
///
/// @param added objects that are new, such as `pool shop-web`
/// @param changed objects that differ now
/// @param removed objects that are gone
/// @param unchanged how many objects are as they were
/// @param left objects that are not in the file and stayed
/// @param notes sentences, such as a live lane that a file cannot move
public record ApplyReport(
    List<String> added,
    List<String> changed,
    List<String> removed,
    int unchanged,
    List<String> left,
    List<String> notes) {
  /// Copies.
  public ApplyReport {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
    left = List.copyOf(left);
    notes = List.copyOf(notes);
  }

  /// The same with more notes.
  public ApplyReport with(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new ApplyReport(added, changed, removed, unchanged, left, all);
  }
}
