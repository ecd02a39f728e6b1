package pointsman.fleetfile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import pointsman.model.value.Printable;

/// Reads YAML events into a tree. Refuses what a fleet file has no use for and an attacker has:
/// anchors, aliases, tags, several documents, keys that stand twice, deep nesting, huge files.
final class TreeReader {
  /// The most characters of a file.
  static final int LARGEST = 4 * 1024 * 1024;

  private static final int DEEPEST = 24;

  private final Findings findings;
  private String path = "";

  TreeReader(Findings findings) {
    this.findings = findings;
  }

  /// The tree; empty when there is none to work with, with findings that say why.
  Optional<Tree> read(String text) {
    if (text.length() > LARGEST) {
      findings.add(0, "", "more than 4 MB", "a fleet file of at most 4 MB");
      return Optional.empty();
    }
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (YAMLParser parser = factory().createParser(Unprintable.cover(bare))) {
      return document(parser);
    } catch (JsonProcessingException e) {
      syntax(e);
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
  }

  private static YAMLFactory factory() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(LARGEST + 1);
    limits.setNestingDepthLimit(DEEPEST);
    return new AnchorFactory(
        YAMLFactory.builder()
            .loaderOptions(limits)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()));
  }

  private Optional<Tree> document(YAMLParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      findings.add(0, "", "the file is empty", "a fleet file that begins with 'pointsman: 1'");
      return Optional.empty();
    }
    Tree tree = value(parser, first, "");
    if (parser.nextToken() != null) {
      findings.add(line(parser), "", "a second document begins here", "one document in a file");
    }
    return Optional.of(tree);
  }

  private Tree value(YAMLParser parser, JsonToken token, String at) throws IOException {
    path = at;
    plain(parser, at);
    int line = line(parser);
    return switch (token) {
      case START_OBJECT -> mapping(parser, line, at);
      case START_ARRAY -> listing(parser, line, at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(parser, line, Tree.Type.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(parser, line, Tree.Type.FLAG);
      case VALUE_NULL -> new Tree.Scalar(line, Tree.Type.NOTHING, "");
      case VALUE_STRING, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME ->
          scalar(parser, line, Tree.Type.TEXT);
    };
  }

  private static Tree scalar(YAMLParser parser, int line, Tree.Type type) throws IOException {
    String text = parser.getText();
    return new Tree.Scalar(line, type, Unprintable.uncover(text == null ? "" : text));
  }

  private Tree listing(YAMLParser parser, int line, String at) throws IOException {
    List<Tree> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token, at + "[" + items.size() + "]"));
    }
    return new Tree.Listing(line, items);
  }

  private Tree mapping(YAMLParser parser, int line, String at) throws IOException {
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      String key = Unprintable.uncover(parser.currentName());
      int keyLine = line(parser);
      String below = child(at, key);
      plain(parser, below);
      JsonToken next = parser.nextToken();
      Tree.Entry entry = new Tree.Entry(keyLine, value(parser, next, below));
      Tree.Entry before = entries.putIfAbsent(key, entry);
      if (before != null) {
        findings.add(
            keyLine, below, "this key stood already on line " + before.line(), "every key once");
      }
    }
    return new Tree.Mapping(line, entries);
  }

  private void plain(YAMLParser parser, String at) throws IOException {
    boolean anchored = parser instanceof AnchorFactory.Parser own && own.isAnchored();
    if (anchored || parser.isCurrentAlias() || parser.getObjectId() != null) {
      findings.add(line(parser), at, "anchors and aliases are not read", "the value itself");
    }
    if (parser.getTypeId() != null) {
      findings.add(line(parser), at, "tags are not read", "the value without a tag");
    }
  }

  private void syntax(JsonProcessingException thrown) {
    JsonLocation place = thrown.getLocation();
    int line = place == null ? 0 : Math.max(place.getLineNr(), 0);
    String problem = thrown.getOriginalMessage();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYAMLException marked) {
        problem = marked.getProblem();
        line = marked.getProblemMark() == null ? line : marked.getProblemMark().getLine() + 1;
      }
    }
    String said =
        problem == null ? "" : Unprintable.uncover(problem).lines().findFirst().orElse("");
    findings.add(
        line,
        path,
        "this is not YAML: " + said,
        "YAML; look at how far the line is indented, and whether a text with special characters"
            + " stands in double quotes");
  }

  /// The path of a key below another.
  static String child(String at, String key) {
    String shown = Printable.line(key);
    String bounded = shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
    return at.isEmpty() ? bounded : at + "." + bounded;
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
