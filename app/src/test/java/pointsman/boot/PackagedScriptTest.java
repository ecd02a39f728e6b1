package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is left out of the node's script on its way is nothing that it runs.
class PackagedScriptTest {
  @Test
  void everyLineThatRunsIsSent() {
    assertThat(
            PackagedScript.text()
                .lines()
                .skip(1)
                .map(line -> line.startsWith("edition=") ? "edition=source" : line)
                .toList())
        .isEqualTo(
            PackagedScript.packaged()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList());
    assertThat(PackagedScript.text()).startsWith("# pointsman-node: ").doesNotEndWith("\n");
  }

  /// A process of it that goes on is begun anew by a deploy with another edition only.
  @Test
  void itIsToldWhichEditionItIs() {
    assertThat(PackagedScript.text()).containsPattern("\nedition=[0-9a-f]{5,8}\n");
  }

  /// Where a text of several lines stands in quotes, blanks before a line would be part of it.
  @Test
  void noTextOfSeveralLinesIsIndented() {
    List<String> texts =
        Pattern.compile("=\"[^\"$]*(?:[$][^(][^\"$]*)*\n[^\"]*\"")
            .matcher(PackagedScript.packaged())
            .results()
            .map(found -> found.group())
            .toList();
    assertThat(texts).hasSizeGreaterThan(5).noneMatch(text -> text.contains("\n "));
  }
}
