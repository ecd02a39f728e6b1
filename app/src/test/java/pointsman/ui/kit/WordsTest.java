package pointsman.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final Pattern KEY =
      Pattern.compile("words\\.of\\(\\s*\"([a-zA-Z.]+[a-zA-Z])\"\\s*[,)]");

  private static Properties bundle(String suffix) throws IOException {
    Properties words = new Properties();
    try (InputStreamReader reader =
        new InputStreamReader(
            WordsTest.class.getResourceAsStream("/pointsman/ui/words" + suffix + ".properties"),
            StandardCharsets.UTF_8)) {
      words.load(reader);
    }
    return words;
  }

  @Test
  void everyKeyThatTheDeskUsesHasAText() throws IOException {
    Set<String> missing = new TreeSet<>();
    Properties words = bundle("");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/pointsman/ui"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher match = KEY.matcher(Files.readString(file));
        while (match.find()) {
          if (!words.containsKey(match.group(1))) {
            missing.add(match.group(1));
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_zh"})
  void everyTextCanBeFilled(String suffix) throws IOException {
    Properties words = bundle(suffix);
    words.forEach((key, text) ->
        assertThat(
                new MessageFormat((String) text, Locale.ROOT).format(new Object[] {1, 2, 3, 4, 5}))
            .as((String) key)
            .doesNotContain("{"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_zh"})
  void aTextWithoutPlacesHasItsQuotesOnce(String suffix) throws IOException {
    bundle(suffix)
        .forEach((key, text) -> {
          if (!((String) text).contains("{")) {
            assertThat((String) text).as((String) key).doesNotContain("''");
          }
        });
  }

  @Test
  void bothLanguagesHaveTheSameTexts() throws IOException {
    assertThat(bundle("_zh").keySet()).containsExactlyInAnyOrderElementsOf(bundle("").keySet());
  }

  @Test
  void whatALanguageLacksIsEnglish() {
    assertThat(new Words(Locale.CHINESE).of("rail.fleet")).isEqualTo("集群");
    assertThat(new Words(Locale.SIMPLIFIED_CHINESE).of("rail.fleet")).isEqualTo("集群");
    assertThat(new Words(Locale.GERMAN).of("rail.fleet")).isEqualTo("Fleet");
  }
}
