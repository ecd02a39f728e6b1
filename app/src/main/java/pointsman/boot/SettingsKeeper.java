package pointsman.boot;

import java.nio.file.Path;
import java.util.Map;
import pointsman.model.FailureException;
import pointsman.store.SettingsFile;
import pointsman.ui.shell.SettingsDesk;

/// Keeps a home's settings in its file.
final class SettingsKeeper implements SettingsDesk.Keeper {
  private final SettingsFile file;

  SettingsKeeper(Path home) {
    file = new SettingsFile(home);
  }

  @Override
  public Map<String, String> load() throws FailureException {
    return file.load();
  }

  @Override
  public void save(Map<String, String> settings) throws FailureException {
    file.save(settings);
  }
}
