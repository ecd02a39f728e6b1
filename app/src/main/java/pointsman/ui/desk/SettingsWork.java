package pointsman.ui.desk;

import java.util.List;
import pointsman.feed.Feed;
import pointsman.model.FailureException;

/// Settings of this home, and what the home is.
public interface SettingsWork {
  /// The settings, each time they change; there is always a value.
  Feed<Settings> settings();

  /// Who signs what this window does, until its end: a name that is set meanwhile counts from the
  /// next start, so that nobody is two in one session's journal.
  String operator();

  /// Keeps new settings and puts them into force.
  void save(Settings settings) throws FailureException;

  /// What this home is: label and value, such as the folder, the inventory's id, its version.
  List<Fact> facts();

  /// A fact to show.
  ///
  /// @param label what it is
  /// @param value in words
  record Fact(String label, String value) {}
}
