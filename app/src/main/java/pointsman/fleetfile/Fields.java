package pointsman.fleetfile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// The fields of one mapping, asked for by key. What is wrong becomes a finding and reads as
/// absent; a key that was never asked for is unknown.
final class Fields {
  private final Tree.Mapping mapping;
  private final String path;
  private final Findings findings;
  private final int clean;
  private final List<String> known = new ArrayList<>();

  private Fields(Tree.Mapping mapping, String path, Findings findings) {
    this.mapping = mapping;
    this.path = path;
    this.findings = findings;
    this.clean = findings.count();
  }

  /// Reads a mapping and refuses its unknown keys.
  static <T> Optional<T> read(
      Tree tree, String path, Findings findings, Function<Fields, Supplier<T>> reader) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      findings.add(tree.line(), path, "this is " + tree.kind(), "keys and values");
      return Optional.empty();
    }
    Fields fields = new Fields(mapping, path, findings);
    Supplier<T> made = reader.apply(fields);
    fields.refuseUnknown();
    if (findings.count() > fields.clean) {
      return Optional.empty();
    }
    return fields.guard(tree.line(), path, made);
  }

  String path(String key) {
    return TreeReader.child(path, key);
  }

  Findings findings() {
    return findings;
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /// Whatever stands under a key.
  Optional<Tree> find(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.entries().get(key)).map(Tree.Entry::value);
  }

  /// A text, made by its type.
  <T> Optional<T> text(String key, Function<String, T> make) {
    return find(key).flatMap(tree -> text(tree, path(key), findings, make));
  }

  /// A text that must be there.
  <T> Supplier<T> needText(String key, Function<String, T> make) {
    Optional<T> value = text(key, make);
    need(key);
    return value::orElseThrow;
  }

  /// A number within bounds.
  Optional<Integer> number(String key, int low, int high) {
    return find(key).flatMap(tree -> number(tree, path(key), low, high));
  }

  /// A number that must be there.
  Supplier<Integer> needNumber(String key, int low, int high) {
    Optional<Integer> value = number(key, low, high);
    need(key);
    return value::orElseThrow;
  }

  /// `true` or `false`; false when absent.
  boolean flag(String key) {
    Optional<Tree> tree = find(key);
    if (tree.isPresent()
        && !(tree.get() instanceof Tree.Scalar(int _, Tree.Type type, String text)
            && type == Tree.Type.FLAG
            && (text.equals("true") || text.equals("false")))) {
      findings.add(tree.get().line(), path(key), said(tree.get()), "true or false");
    }
    return tree.isPresent()
        && tree.get() instanceof Tree.Scalar scalar
        && scalar.text().equals("true");
  }

  /// A duration such as `5s`, within bounds.
  Optional<Duration> duration(String key, Duration low, Duration high) {
    Optional<Tree> tree = find(key);
    if (tree.isPresent()
        && tree.get() instanceof Tree.Scalar bare
        && bare.type() == Tree.Type.NUMBER) {
      findings.add(
          bare.line(),
          path(key),
          said(bare),
          DurationText.write(low) + " to " + DurationText.write(high) + ", " + DurationText.UNITS);
      return Optional.empty();
    }
    return text(
        key,
        text -> {
          String expected = DurationText.write(low) + " to " + DurationText.write(high);
          Duration duration = DurationText.parse(text, expected);
          if (duration.compareTo(low) < 0 || duration.compareTo(high) > 0) {
            throw new InvalidValueException(Printable.quote(text) + " is out of range", expected);
          }
          return duration;
        });
  }

  /// One of the words of an enum, in lower case.
  <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    return word(key, type, each -> each.name().toLowerCase(Locale.ROOT));
  }

  /// One of the words of an enum.
  <E extends Enum<E>> Optional<E> word(String key, Class<E> type, Function<E, String> spelled) {
    List<E> all = List.of(type.getEnumConstants());
    return text(
        key,
        text ->
            all.stream()
                .filter(each -> spelled.apply(each).equals(text))
                .findFirst()
                .orElseThrow(() ->
                    new InvalidValueException(
                        Printable.quote(text) + " is not known here",
                        "one of " + String.join(", ", all.stream().map(spelled).toList()))));
  }

  /// A mapping below this one.
  <T> Optional<T> mapping(String key, Function<Fields, Supplier<T>> reader) {
    return find(key).flatMap(tree -> read(tree, path(key), findings, reader));
  }

  /// A list; empty when the key is absent. An item that is wrong is left out.
  <T> List<T> list(String key, BiFunction<Tree, String, Optional<T>> item) {
    Optional<Tree> tree = find(key);
    if (tree.isEmpty()) {
      return List.of();
    }
    if (!(tree.get() instanceof Tree.Listing listing)) {
      findings.add(tree.get().line(), path(key), said(tree.get()), "a list, such as [a, b]");
      return List.of();
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < listing.items().size() && !findings.isFull(); i++) {
      item.apply(listing.items().get(i), path(key) + "[" + i + "]").ifPresent(items::add);
    }
    return items;
  }

  /// A list of texts; where the key stands, it holds at least one, none of them twice.
  <T> List<T> texts(String key, Function<String, T> make) {
    List<T> items = new ArrayList<>();
    list(
        key,
        (tree, at) -> {
          Optional<T> item = text(tree, at, findings, make);
          if (item.isPresent() && items.contains(item.get())) {
            findings.add(tree.line(), at, said(tree) + " stands twice", "every one once");
          }
          item.ifPresent(items::add);
          return item;
        });
    Tree.Entry entry = mapping.entries().get(key);
    if (entry != null
        && entry.value() instanceof Tree.Listing listing
        && listing.items().isEmpty()) {
      findings.add(entry.line(), path(key), "the list is empty", "at least one, or no such key");
    }
    return items;
  }

  /// Says that a key must be there.
  void need(String key) {
    if (!has(key)) {
      findings.add(mapping.line(), path(key), "the key is missing", "'" + key + ": …'");
    }
  }

  /// Says that a list must be there, with something in it.
  void needItems(String key) {
    need(key);
    if (mapping.entries().get(key) instanceof Tree.Entry(int line, Tree.Listing listing)
        && listing.items().isEmpty()) {
      findings.add(line, path(key), "the list is empty", "at least one");
    }
  }

  /// Says that exactly one of these keys must be there.
  void needOne(String... keys) {
    List<String> there = Arrays.stream(keys).filter(this::has).toList();
    if (there.size() != 1) {
      findings.add(
          mapping.line(),
          path,
          there.isEmpty()
              ? "a key is missing"
              : String.join(" and ", there) + " exclude each other",
          "exactly one of " + String.join(", ", keys));
    }
  }

  /// A text made by its type.
  static <T> Optional<T> text(Tree tree, String path, Findings findings, Function<String, T> make) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.type() != Tree.Type.TEXT) {
      boolean quotable = tree instanceof Tree.Scalar other && other.type() != Tree.Type.NOTHING;
      findings.add(tree.line(), path, said(tree), quotable ? "a text; put it in quotes" : "a text");
      return Optional.empty();
    }
    try {
      return Optional.of(make.apply(scalar.text()));
    } catch (InvalidValueException e) {
      findings.add(tree.line(), path, e.problem(), e.expected());
      return Optional.empty();
    }
  }

  private Optional<Integer> number(Tree tree, String at, int low, int high) {
    String expected = low == high ? "" + low : "a number from " + low + " to " + high;
    if (tree instanceof Tree.Scalar scalar
        && scalar.type() == Tree.Type.NUMBER
        && scalar.text().matches("0|[1-9][0-9]{0,8}")) {
      int value = Integer.parseInt(scalar.text());
      if (value >= low && value <= high) {
        return Optional.of(value);
      }
    }
    boolean quoted =
        tree instanceof Tree.Scalar scalar
            && scalar.text().matches("[0-9]{1,9}")
            && scalar.type() == Tree.Type.TEXT;
    findings.add(tree.line(), at, said(tree), quoted ? expected + ", without quotes" : expected);
    return Optional.empty();
  }

  /// What stands there, in words.
  static String said(Tree tree) {
    return switch (tree) {
      case Tree.Scalar scalar ->
          scalar.type() == Tree.Type.NOTHING
              ? "nothing stands here"
              : scalar.kind() + ": " + Printable.quote(scalar.text());
      case Tree.Listing listing -> "this is " + listing.kind();
      case Tree.Mapping mapping -> "this is " + mapping.kind();
    };
  }

  private <T> Optional<T> guard(int line, String at, Supplier<T> made) {
    try {
      return Optional.of(made.get());
    } catch (InvalidValueException e) {
      findings.add(line, at, e.problem(), e.expected());
      return Optional.empty();
    }
  }

  private void refuseUnknown() {
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (!known.contains(key)) {
            findings.add(
                entry.line(), path(key), "this key is not known here", Nearest.of(key, known));
          }
        });
  }
}
