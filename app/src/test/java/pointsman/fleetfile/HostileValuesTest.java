package pointsman.fleetfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.value.Printable;

/// Every field of the format against every kind of hostile value.
final class HostileValuesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final List<String> HOSTILE =
      List.of(
          "$(reboot)",
          "`id`",
          "a;reboot",
          "a && reboot",
          "a|sh",
          "a>/etc/passwd",
          "a<b",
          "a*",
          "${HOME}",
          "%{+Q}o",
          "two\nlines",
          "back\rhere",
          "tab\there",
          "a\"b",
          "a'b",
          "a\\b",
          "{",
          "}",
          "a{b}",
          "a;",
          "#no",
          "nul\u0000here",
          "\u0007",
          "\u001b[2J",
          "\u001b]0;title\u0007",
          "\u009b31m",
          "\u007f",
          "a\u0085b",
          "\u202egnp.exe",
          "\u2066a\u2069",
          "\u200b",
          "a\u00a0b",
          "\ufeffa",
          "\u2028",
          "../../etc/shadow",
          "/../x",
          "-rf",
          "--config=/x",
          "\u0430dmin",
          "edge\u2010one",
          "\uff45dge",
          "\u0131d",
          "sh\u043ep",
          "\ud800",
          "\ue000",
          "\ud83d\ude00",
          "",
          " ",
          " lead",
          "trail ",
          "x".repeat(5000));

  private static final Map<String, Integer> LINES = new HashMap<>();

  /// Fields that decide which other fields there are; each is tried with all others in order.
  private static final Set<String> DECIDING = Set.of("kind");

  static Stream<String> hostileValues() {
    return HOSTILE.stream();
  }

  private static List<String> fields() throws Exception {
    List<String> paths = new ArrayList<>();
    walk(YAML.readTree(FullFleet.TEXT), "", paths);
    return paths;
  }

  private static void walk(JsonNode node, String path, List<String> paths) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(each -> walk(each.getValue(), path + "/" + each.getKey(), paths));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        walk(array.get(i), path + "/" + i, paths);
      }
    } else {
      paths.add(path);
    }
  }

  @ParameterizedTest
  @MethodSource("hostileValues")
  void isRefusedInEveryFieldWithLineAndField(String value) throws Exception {
    List<String> all = fields();
    List<String> plain = all.stream().filter(each -> !isDeciding(each)).toList();
    assertThat(plain).hasSizeGreaterThan(100);
    assertRefusedIn(plain, value);
    for (String deciding : all.stream().filter(HostileValuesTest::isDeciding).toList()) {
      assertRefusedIn(List.of(deciding), value);
    }
  }

  private static boolean isDeciding(String pointer) {
    return DECIDING.contains(pointer.substring(pointer.lastIndexOf('/') + 1));
  }

  private static void assertRefusedIn(List<String> pointers, String value) throws Exception {
    JsonNode root = YAML.readTree(FullFleet.TEXT);
    for (String pointer : pointers) {
      put(root, pointer, new TextNode(value));
    }
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    Failure.BadInputs failure = refusal(text);
    assertPrintable(failure);
    Map<String, Integer> lines = new HashMap<>();
    failure.findings().forEach(each -> lines.putIfAbsent(each.field(), each.line()));
    for (String pointer : pointers) {
      String field = pointer.substring(1).replaceAll("/([0-9]+)", "[$1]").replace('/', '.');
      assertThat(lines)
          .as(Printable.quote(value))
          .containsEntry(field, LINES.computeIfAbsent(pointer, HostileValuesTest::lineOf));
    }
  }

  @Test
  void readsTheFullFleetThatTheTableStartsFrom() throws Exception {
    String text =
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(YAML.readTree(FullFleet.TEXT));

    assertThat(new YamlFleetFile().parse(text, "fleet.yaml"))
        .isEqualTo(new YamlFleetFile().parse(FullFleet.TEXT, "fleet.yaml"));
  }

  @Test
  void refusesHostileKeysInPrintableWords() throws Exception {
    for (String key : HOSTILE) {
      String text = FullFleet.TEXT + JSON.writeValueAsString(key) + ": 1\n";
      Failure.BadInputs failure = refusal(text);
      assertThat(failure.findings()).hasSize(1);
      assertThat(failure.findings().getFirst().line())
          .isEqualTo(FullFleet.TEXT.lines().count() + 1);
      assertPrintable(failure);
    }
  }

  @Test
  void namesTheFieldOfARawControlCharacterWhereYamlItselfWouldOnlyStop() throws Exception {
    for (String raw : List.of("\u0000", "\u001b[31m", "\u0007", "\u009b", "\u202e", "\u200b")) {
      Failure.BadInputs failure =
          refusal(FullFleet.TEXT.replace("user: ops", "user: \"o" + raw + "ps\""));
      assertThat(failure.findings()).hasSize(1);
      assertThat(failure.findings().getFirst().field()).isEqualTo("nodes[0].user");
      assertThat(failure.findings().getFirst().line()).isEqualTo(7);
      assertPrintable(failure);
    }
  }

  @Test
  void refusesInvisibleCharactersInCommentsToo() {
    Failure.BadInputs failure =
        refusal(FullFleet.TEXT.replace("port: 2222", "port: 2222 # \u202e}"));
    assertThat(failure.findings()).hasSize(1);
    assertThat(failure.findings().getFirst().line()).isEqualTo(6);
    assertPrintable(failure);
  }

  @Test
  void keepsItsWordsPrintableWhenTheFileNameIsHostile() {
    FailureException thrown =
        catchThrowableOfType(
            FailureException.class, () -> new YamlFleetFile().parse("x", "a\u001b[2J\n.yaml"));
    assertPrintable((Failure.BadInputs) thrown.failure());
  }

  private static Failure.BadInputs refusal(String text) {
    FailureException thrown =
        catchThrowableOfType(
            FailureException.class, () -> new YamlFleetFile().parse(text, "fleet.yaml"));
    assertThat(thrown).as("refused").isNotNull();
    assertThat(thrown.failure()).isInstanceOf(Failure.BadInputs.class);
    return (Failure.BadInputs) thrown.failure();
  }

  private static void assertPrintable(Failure.BadInputs failure) {
    for (Failure.BadInput each : failure.findings()) {
      for (String shown : List.of(each.summary(), each.action(), each.field(), each.file())) {
        assertThat(shown).isEqualTo(Printable.line(shown));
        assertThat(shown.length()).isLessThan(1500);
      }
    }
  }

  private static void put(JsonNode root, String pointer, JsonNode value) {
    int cut = pointer.lastIndexOf('/');
    JsonNode parent = root.at(pointer.substring(0, cut));
    String key = pointer.substring(cut + 1);
    switch (parent) {
      case ObjectNode object -> object.set(key, value);
      case ArrayNode array -> array.set(Integer.parseInt(key), value);
      default -> throw new IllegalStateException(pointer);
    }
  }

  /// The line of a value: that of a marker put in its place.
  private static int lineOf(String pointer) {
    try {
      JsonNode copy = YAML.readTree(FullFleet.TEXT);
      put(copy, pointer, new TextNode("MARKER-0815"));
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(copy);
      return (int) text.substring(0, text.indexOf("MARKER-0815")).lines().count();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
