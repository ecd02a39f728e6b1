package pointsman.ui.shell;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.value.InvalidValueException;
import pointsman.ui.desk.Settings;
import pointsman.ui.desk.SettingsWork;

/// The settings of a home, kept as words. What cannot be read begins with its default.
public final class SettingsDesk implements SettingsWork {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsDesk.class);

  /// Where they are kept.
  public interface Keeper {
    /// Every setting.
    Map<String, String> load() throws FailureException;

    /// Keeps these in place of all others.
    void save(Map<String, String> settings) throws FailureException;
  }

  private final Keeper keeper;
  private final Supplier<List<Fact>> facts;
  private final String operator;
  private final Feed<Settings> feed = new Feed<>();

  /// @param operator who signs what this program does
  /// @param facts what the home is
  public SettingsDesk(Keeper keeper, String operator, Supplier<List<Fact>> facts) {
    this.keeper = keeper;
    this.operator = operator;
    this.facts = facts;
    feed.publish(read(keeper, operator));
  }

  /// Reads settings; what is missing or unreadable is the default.
  public static Settings read(Keeper keeper, String operator) {
    Settings usual = new Settings(Settings.Theme.SYSTEM, Duration.ofSeconds(2), operator);
    try {
      Map<String, String> kept = keeper.load();
      return new Settings(
          Settings.Theme.valueOf(kept.getOrDefault("theme", "system").toUpperCase(Locale.ROOT)),
          Duration.ofMillis(Long.parseLong(kept.getOrDefault("poll.millis", "2000"))),
          kept.getOrDefault("operator", operator),
          Settings.Language.valueOf(
              kept.getOrDefault("language", "system").toUpperCase(Locale.ROOT)));
    } catch (FailureException e) {
      LOG.warn("settings are not read: {}", e.failure().summary());
    } catch (InvalidValueException e) {
      LOG.warn("settings are not read: {}", e.problem());
    } catch (IllegalArgumentException e) {
      LOG.warn("settings are not read", e);
    }
    return usual;
  }

  @Override
  public String operator() {
    return operator;
  }

  @Override
  public Feed<Settings> settings() {
    return feed;
  }

  @Override
  public void save(Settings settings) throws FailureException {
    feed.publish(settings);
    Map<String, String> kept = new TreeMap<>(keeper.load());
    kept.put("theme", settings.theme().name().toLowerCase(Locale.ROOT));
    kept.put("poll.millis", Long.toString(settings.poll().toMillis()));
    kept.put("operator", settings.operator());
    kept.put("language", settings.language().name().toLowerCase(Locale.ROOT));
    keeper.save(kept);
  }

  @Override
  public List<Fact> facts() {
    return facts.get();
  }
}
