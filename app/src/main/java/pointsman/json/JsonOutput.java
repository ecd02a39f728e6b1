package pointsman.json;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pointsman.model.Failure;
import pointsman.port.JsonFormat;

/// Turns records into JSON by their components. Holds no state; safe for all threads.
public final class JsonOutput implements JsonFormat {
  private final JsonText text = new JsonText();

  @Override
  public String document(Object value) {
    return text.write(plain(value), true);
  }

  @Override
  public String line(Object value) {
    return text.write(plain(value), false);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Record made -> ofRecord(made);
      case Optional<?> optional -> optional.map(each -> plain(each));
      case OptionalInt number ->
          number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
      case OptionalLong number ->
          number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
      case OptionalDouble number ->
          number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
      case Map<?, ?> map -> ofMap(map);
      case Path path -> path.toString(); // which is an Iterable of itself
      case Iterable<?> items -> ofItems(items);
      case Object[] items -> ofItems(Arrays.asList(items));
      case Duration duration -> seconds(duration);
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case Double number -> Double.isFinite(number) ? number : Optional.empty();
      default -> value;
    };
  }

  /// To the microsecond: latencies are among them.
  private static Object seconds(Duration duration) {
    BigDecimal exact = BigDecimal.valueOf(duration.toNanos() / 1000, 6).stripTrailingZeros();
    return exact.scale() > 0 ? exact : duration.toSeconds();
  }

  private static Object ofRecord(Record made) {
    RecordComponent[] components = made.getClass().getRecordComponents();
    if (components.length == 1 && components[0].getName().equals("value")) {
      return plain(component(made, components[0]));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    if (Arrays.stream(made.getClass().getInterfaces()).anyMatch(Class::isSealed)) {
      object.put("type", dashed(made.getClass().getSimpleName()));
    }
    if (made instanceof Failure failure) {
      object.put("summary", failure.summary());
      object.put("action", failure.action());
    }
    for (RecordComponent each : components) {
      object.put(each.getName(), plain(component(made, each)));
    }
    return object;
  }

  private static Object component(Record made, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(made);
      return value == null ? Optional.empty() : value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's component can be read: " + component, e);
    }
  }

  private static Map<String, Object> ofMap(Map<?, ?> map) {
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach((key, value) -> object.put(String.valueOf(plain(key)), plain(value)));
    return object;
  }

  private static List<Object> ofItems(Iterable<?> items) {
    List<Object> array = new ArrayList<>();
    items.forEach(item -> array.add(plain(item)));
    return array;
  }

  private static String dashed(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
