package pointsman.guards;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// How long every test waits for what is to become true, unless it says another limit: long enough
/// for a slow machine that is busy with other things. JUnit finds it as a service.
public final class Patience implements BeforeAllCallback {
  static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LIMIT);
  }
}
