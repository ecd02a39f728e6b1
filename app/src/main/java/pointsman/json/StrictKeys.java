package pointsman.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pointsman.model.fleet.LaneColor;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// The keys of a JSON object, each of which is there, has its type, and is known: none is guessed
/// and none is left over.
final class StrictKeys {
  static final String KIND = "kind";

  private final String path;
  private final Map<String, Object> left = new LinkedHashMap<>();

  private StrictKeys(String path, Map<?, ?> keys) {
    this.path = path;
    keys.forEach((key, value) -> left.put(String.valueOf(key), value));
  }

  /// Reads an object.
  ///
  /// @param path of it, for messages
  /// @param reading takes every key
  static <T> T read(String path, Object value, Function<StrictKeys, T> reading) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new InvalidValueException(path + " is no object", "keys and values");
    }
    StrictKeys keys = new StrictKeys(path, map);
    T made = reading.apply(keys);
    if (!keys.left.isEmpty()) {
      throw new InvalidValueException(
          path + " has an unknown key " + Printable.quote(keys.left.keySet().iterator().next()),
          "only known keys");
    }
    return made;
  }

  private Object take(String key, String type) {
    Object value = left.remove(key);
    if (value == null) {
      throw new InvalidValueException(path(key) + " is missing", type);
    }
    return value;
  }

  private String path(String key) {
    return path + "." + key;
  }

  private InvalidValueException wrong(String key, String type) {
    return new InvalidValueException(path(key) + " is something else", type);
  }

  String kind() {
    return text(KIND);
  }

  /// For a kind that is not known.
  InvalidValueException unknown(String kind) {
    return new InvalidValueException(
        path(KIND) + " is " + Printable.quote(kind), "a kind that this version knows");
  }

  String text(String key) {
    if (take(key, "a text") instanceof String text) {
      return text;
    }
    throw wrong(key, "a text");
  }

  int number(String key) {
    if (take(key, "a number") instanceof Long number && number.intValue() == number) {
      return number.intValue();
    }
    throw wrong(key, "a whole number");
  }

  Instant instant(String key) {
    String text = text(key);
    Instant instant;
    try {
      instant = Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(key, "a time");
    }
    if (!instant.toString().equals(text)) {
      throw wrong(key, "a time");
    }
    return instant;
  }

  Duration duration(String key) {
    return duration(key, text(key));
  }

  private Duration duration(String key, String text) {
    Duration duration;
    try {
      duration = Duration.parse(text);
    } catch (DateTimeException e) {
      throw wrong(key, "a duration");
    }
    // Many texts say one duration ("PT05M", "pt5m"); we write only one of them.
    if (!duration.toString().equals(text)) {
      throw wrong(key, "a duration");
    }
    return duration;
  }

  /// A duration, or `null`.
  Optional<Duration> findDuration(String key) {
    Object value = take(key, "a duration or null");
    if (value.equals(Optional.empty())) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(duration(key, text));
    }
    throw wrong(key, "a duration or null");
  }

  LaneColor lane(String key) {
    String word = text(key);
    for (LaneColor lane : LaneColor.values()) {
      if (lane.word().equals(word)) {
        return lane;
      }
    }
    throw wrong(key, "blue or green");
  }

  <T> T object(String key, Function<StrictKeys, T> reading) {
    return read(path(key), take(key, "keys and values"), reading);
  }

  <T> List<T> objects(String key, Function<StrictKeys, T> reading) {
    List<T> made = new ArrayList<>();
    for (Object item : items(key)) {
      made.add(read(path(key) + "[" + made.size() + "]", item, reading));
    }
    return made;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object item : items(key)) {
      if (!(item instanceof String text)) {
        throw wrong(key, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<?> items(String key) {
    if (take(key, "a list") instanceof List<?> items) {
      return items;
    }
    throw wrong(key, "a list");
  }
}
