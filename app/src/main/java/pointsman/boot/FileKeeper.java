package pointsman.boot;

import java.util.Map;
import pointsman.model.FailureException;
import pointsman.store.SettingsFile;
import pointsman.ui.shell.SettingsDesk;

/// Keeps the settings of a home in its file.
///
/// @param file which
record FileKeeper(SettingsFile file) implements SettingsDesk.Keeper {
  @Override
  public Map<String, String> load() throws FailureException {
    return file.load();
  }

  @Override
  public void save(Map<String, String> settings) throws FailureException {
    file.save(settings);
  }
}
