package pointsman.fleetfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import pointsman.model.InvalidValueException;
import pointsman.model.Printable;

/// A mapping that is being read: every key must be asked for, every value have its type.
final class Section {
  private final YamlNode.Mapping mapping;
  private final String path;
  private final Findings findings;
  private final Map<String, Integer> lines;
  private final Set<String> known = new HashSet<>();

  Section(YamlNode.Mapping mapping, String path, Findings findings, Map<String, Integer> lines) {
    this.mapping = mapping;
    this.path = path;
    this.findings = findings;
    this.lines = lines;
    mapping.keyLines().forEach((key, line) -> lines.put(place(key), line));
    lines.putIfAbsent(path, mapping.line());
  }

  String place(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  String path() {
    return path;
  }

  int line() {
    return mapping.line();
  }

  boolean has(String key) {
    known.add(key);
    return mapping.entries().containsKey(key);
  }

  /// Says that a value is wrong.
  void wrong(String key, String problem, String expected) {
    findings.add(lines.getOrDefault(place(key), mapping.line()), place(key), problem, expected);
  }

  Optional<YamlNode> find(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.entries().get(key))
        .filter(node -> !(node instanceof YamlNode.Scalar scalar && scalar.isNull()));
  }

  Optional<String> text(String key) {
    return find(key)
        .flatMap(
            node -> {
              if (node instanceof YamlNode.Scalar scalar) {
                return Optional.of(scalar.text());
              }
              wrong(key, "this is " + node.kind(), "a single value");
              return Optional.empty();
            });
  }

  /// A value of a type that validates itself.
  <T> Optional<T> value(String key, Function<String, T> type) {
    return text(key).flatMap(text -> typed(key, text, type));
  }

  private <T> Optional<T> typed(String key, String text, Function<String, T> type) {
    try {
      return Optional.of(type.apply(text));
    } catch (InvalidValueException e) {
      wrong(key, e.problem(), e.expected());
      return Optional.empty();
    }
  }

  /// A value that must be there.
  <T> Optional<T> required(String key, Function<String, T> type) {
    if (find(key).isEmpty()) {
      findings.add(mapping.line(), place(key), "the key '" + key + "' is missing", "a value for it");
      return Optional.empty();
    }
    return value(key, type);
  }

  <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    return value(key, text -> Words.word(text, type));
  }

  /// A list of single values.
  <T> List<T> values(String key, Function<String, T> type) {
    List<T> values = new ArrayList<>();
    find(key)
        .ifPresent(
            node -> {
              if (node instanceof YamlNode.Items items) {
                for (int i = 0; i < items.items().size(); i++) {
                  lines.putIfAbsent(place(key) + "[" + i + "]", items.items().get(i).line());
                  if (items.items().get(i) instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
                    typed(key + "[" + i + "]", scalar.text(), type).ifPresent(values::add);
                  } else {
                    wrong(key + "[" + i + "]", "this is " + items.items().get(i).kind(), "a single value");
                  }
                }
              } else {
                wrong(key, "this is " + node.kind(), "a list");
              }
            });
    return values;
  }

  /// A list of mappings.
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    find(key)
        .ifPresent(
            node -> {
              if (node instanceof YamlNode.Items items) {
                for (int i = 0; i < items.items().size(); i++) {
                  String at = key + "[" + i + "]";
                  if (items.items().get(i) instanceof YamlNode.Mapping below) {
                    sections.add(new Section(below, place(at), findings, lines));
                  } else {
                    lines.putIfAbsent(place(at), items.items().get(i).line());
                    wrong(at, "this is " + items.items().get(i).kind(), "keys with values");
                  }
                }
              } else {
                wrong(key, "this is " + node.kind(), "a list");
              }
            });
    return sections;
  }

  /// A mapping below.
  Optional<Section> section(String key) {
    return find(key)
        .flatMap(
            node -> {
              if (node instanceof YamlNode.Mapping below) {
                return Optional.of(new Section(below, place(key), findings, lines));
              }
              wrong(key, "this is " + node.kind(), "keys with values");
              return Optional.empty();
            });
  }

  boolean isSection(String key) {
    return find(key).filter(YamlNode.Mapping.class::isInstance).isPresent();
  }

  /// Makes a record of what was read; a refusal is told at this mapping.
  <T> Optional<T> make(java.util.function.Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (InvalidValueException e) {
      findings.add(mapping.line(), path, e.problem(), e.expected());
      return Optional.empty();
    }
  }

  /// Ends the reading: keys that nobody asked for are findings.
  void end() {
    Map<String, Integer> unknown = new LinkedHashMap<>(mapping.keyLines());
    known.forEach(unknown::remove);
    unknown.forEach(
        (key, line) ->
            findings.add(
                line, place(key), "unknown key " + Printable.quote(key), Words.nearest(key.toLowerCase(Locale.ROOT), known)));
  }
}
