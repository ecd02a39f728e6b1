package pointsman.fleetfile;

import java.util.List;
import java.util.Map;

/// A piece of a YAML document with the line where it begins.
sealed interface YamlNode {
  /// From 1.
  int line();

  /// What it is, in words.
  String kind();

  /// A single value; its text as written.
  record Scalar(int line, String text, boolean isNull) implements YamlNode {
    @Override
    public String kind() {
      return isNull ? "nothing" : "a single value";
    }
  }

  /// A list.
  record Items(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Keys and values; the keys' own lines beside them.
  record Mapping(int line, Map<String, YamlNode> entries, Map<String, Integer> keyLines)
      implements YamlNode {
    @Override
    public String kind() {
      return "keys with values";
    }
  }
}
