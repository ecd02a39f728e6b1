package pointsman.driver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One file of a release before it is rendered.
///
/// @param name its name in the release, such as `haproxy.cfg`
/// @param template the template's name
/// @param values maps, lists, strings, numbers, booleans and {@link Text}
/// @param meant what the file must serve whatever its template, in words that the driver finds
///   again in the parsed text
public record RenderFile(
    String name, String template, Map<String, Object> values, Set<String> meant) {
  private static final String MARK = "zqx";

  /// Copies what is meant.
  public RenderFile {
    meant = Collections.unmodifiableSet(new LinkedHashSet<>(meant));
  }

  /// A file whose meaning is not compared.
  public RenderFile(String name, String template, Map<String, Object> values) {
    this(name, template, values, Set.of());
  }

  /// The input with every text as it is.
  public Map<String, Object> input() {
    return map(values, text -> text.value());
  }

  /// The input with every text replaced by a placeholder that is one word in every config.
  public Map<String, Object> probe() {
    List<String> texts = new ArrayList<>();
    return map(
        values,
        text -> {
          texts.add(text.value());
          return MARK + (texts.size() - 1) + MARK;
        });
  }

  /// The texts by placeholder, to put them back into a parsed probe.
  public Map<String, String> placeholders() {
    Map<String, String> byPlaceholder = new LinkedHashMap<>();
    map(
        values,
        text -> {
          String placeholder = MARK + byPlaceholder.size() + MARK;
          byPlaceholder.put(placeholder, text.value());
          return placeholder;
        });
    return Collections.unmodifiableMap(byPlaceholder);
  }

  /// Whether a placeholder stands in a word.
  public static boolean isMarked(String word) {
    return word.contains(MARK);
  }

  private interface Fill {
    String fill(Text text);
  }

  private static Map<String, Object> map(Map<String, Object> from, Fill fill) {
    Map<String, Object> to = new LinkedHashMap<>();
    from.forEach((key, value) -> to.put(key, value(value, fill)));
    return to;
  }

  private static Object value(Object value, Fill fill) {
    return switch (value) {
      case Text text -> fill.fill(text);
      case Map<?, ?> below -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        below.forEach((key, each) -> copy.put((String) key, value(each, fill)));
        yield copy;
      }
      case List<?> list -> list.stream().map(each -> value(each, fill)).toList();
      default -> value;
    };
  }
}
