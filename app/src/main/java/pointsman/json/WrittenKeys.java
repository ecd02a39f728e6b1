package pointsman.json;

import java.util.LinkedHashMap;
import java.util.Map;

/// A JSON object in the making, its keys in the order in which they are put.
final class WrittenKeys {
  private final Map<String, Object> keys = new LinkedHashMap<>();

  /// One of several kinds of a thing.
  static WrittenKeys kind(String kind) {
    return new WrittenKeys().with(StrictKeys.KIND, kind);
  }

  WrittenKeys with(String key, Object value) {
    keys.put(key, value);
    return this;
  }

  Map<String, Object> object() {
    return keys;
  }
}
