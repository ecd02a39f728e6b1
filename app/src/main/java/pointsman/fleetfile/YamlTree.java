package pointsman.fleetfile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.model.Printable;

/// Reads one YAML document into a tree with lines. Refuses anchors, aliases, tags, keys that stand twice,
/// more than one document and deep nesting.
final class YamlTree {
  private static final int DEEPEST = 20;
  private static final int LONGEST = 4 * 1024 * 1024;
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final YAMLParser parser;
  private final Findings findings;

  private YamlTree(YAMLParser parser, Findings findings) {
    this.parser = parser;
    this.findings = findings;
  }

  /// The document's tree; an empty mapping when it cannot be read, with a finding.
  static YamlNode.Mapping read(String text, Findings findings) {
    YamlNode.Mapping nothing = new YamlNode.Mapping(1, Map.of(), Map.of());
    if (text.length() > LONGEST) {
      findings.add(1, "", "the file has more than 4 MB", "a fleet file");
      return nothing;
    }
    if (refusedCharacter(text, findings)) {
      return nothing;
    }
    try (YAMLParser parser = FACTORY.createParser(text)) {
      YamlTree tree = new YamlTree(parser, findings);
      parser.nextToken();
      if (parser.currentToken() == null) {
        findings.add(1, "", "the file is empty", "keys such as 'pointsman: 1'");
        return nothing;
      }
      YamlNode root = tree.node("", 0);
      if (parser.nextToken() != null) {
        findings.add(tree.line(), "", "there is a second document", "one document");
      }
      if (root instanceof YamlNode.Mapping mapping) {
        return mapping;
      }
      findings.add(root.line(), "", "this is " + root.kind(), "keys such as 'pointsman: 1'");
      return nothing;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String problem = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      findings.add(at == null ? 1 : Math.max(1, at.getLineNr()), "", "not YAML: " + Printable.line(problem), "YAML");
      return nothing;
    } catch (IOException e) {
      findings.add(1, "", "not YAML: " + Printable.line(String.valueOf(e.getMessage())), "YAML");
      return nothing;
    } catch (RefusedException e) {
      return nothing;
    }
  }

  private static boolean refusedCharacter(String text, Findings findings) {
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      } else if (Character.getType(c) == Character.FORMAT
          || Character.isISOControl(c) && c != '\t' && c != '\r') {
        if (c == '\uFEFF' && i == 0) {
          continue;
        }
        findings.add(line, "", "there is an invisible character, \\u{" + Integer.toHexString(c) + "}", "visible text");
        return true;
      }
    }
    return false;
  }

  /// Ends reading after a finding that leaves no sense in the rest.
  private static final class RefusedException extends RuntimeException {}

  private int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private RefusedException refuse(String path, String problem, String expected) {
    findings.add(line(), path, problem, expected);
    return new RefusedException();
  }

  private YamlNode node(String path, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw refuse(path, "this is nested too deeply", "at most " + DEEPEST + " levels");
    }
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw refuse(path, "anchors and aliases are not read", "the value itself");
    }
    if (parser.getTypeId() != null) {
      throw refuse(path, "tags are not read", "a plain value");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(path, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      int begun = line();
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(path + "[" + items.size() + "]", depth + 1));
      }
      return new YamlNode.Items(begun, items);
    }
    return new YamlNode.Scalar(line(), String.valueOf(parser.getText()), token == JsonToken.VALUE_NULL);
  }

  private YamlNode.Mapping mapping(String path, int depth) throws IOException {
    int begun = line();
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Integer> keyLines = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      parser.nextToken();
      YamlNode value = node(path.isEmpty() ? key : path + "." + key, depth + 1);
      if (entries.putIfAbsent(key, value) != null) {
        findings.add(keyLine, path, "the key " + Printable.quote(key) + " stands twice", "each key once");
      }
      keyLines.putIfAbsent(key, keyLine);
    }
    return new YamlNode.Mapping(begun, entries, keyLines);
  }
}
