package pointsman.fleetfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What stands in a fleet file, with the line of everything, before it is given a meaning.
sealed interface Tree {
  /// The line it begins on, from 1.
  int line();

  /// What it is, in words.
  String kind();

  /// What a plain value was written as.
  enum Type {
    /// Text, quoted or not.
    TEXT,
    /// A number without quotes.
    NUMBER,
    /// `true` or `false` without quotes.
    FLAG,
    /// Nothing at all, or `null`.
    NOTHING
  }

  /// A value.
  record Scalar(int line, Type type, String text) implements Tree {
    @Override
    public String kind() {
      return switch (type) {
        case TEXT -> "a text";
        case NUMBER -> "a number";
        case FLAG -> "true or false";
        case NOTHING -> "nothing";
      };
    }
  }

  /// A list.
  record Listing(int line, List<Tree> items) implements Tree {
    public Listing {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Keys and their values, in the order of the file.
  record Mapping(int line, Map<String, Entry> entries) implements Tree {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String kind() {
      return "keys and values";
    }
  }

  /// A key's line and its value.
  record Entry(int line, Tree value) {}
}
