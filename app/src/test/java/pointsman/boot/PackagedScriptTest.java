package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is left out of the node's script on its way is nothing that it runs.
class PackagedScriptTest {
  @Test
  void everyLineThatRunsIsSent() {
    assertThat(PackagedScript.text().lines().skip(1).map(String::strip).toList())
        .isEqualTo(
            PackagedScript.packaged()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList());
    assertThat(PackagedScript.text()).startsWith("# pointsman-node: ").doesNotEndWith("\n");
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
