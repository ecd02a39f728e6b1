package pointsman.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import pointsman.port.TextDiff.Kind;
import pointsman.port.TextDiff.Line;

/// Differences by line.
final class LineDiffTest {
  private final LineDiff diff = new LineDiff();

  @Test
  void isEmptyForEqualTexts() {
    assertThat(diff.compare("a\nb\n", "a\nb\n", 3)).isEmpty();
    assertThat(diff.compare("", "", 3)).isEmpty();
  }

  @Test
  void showsNewAndGoneFilesWhole() {
    assertThat(diff.compare("", "a\nb\n", 3))
        .containsExactly(new Line(Kind.ADDED, 0, 1, "a"), new Line(Kind.ADDED, 0, 2, "b"));
    assertThat(diff.compare("a\n", "", 0)).containsExactly(new Line(Kind.REMOVED, 1, 0, "a"));
  }

  @Test
  void showsAChangeWithItsSurroundingsAndGaps() {
    assertThat(diff.compare("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nX\ne\nf\n", 1))
        .containsExactly(
            new Line(Kind.GAP, 0, 0, ""),
            new Line(Kind.SAME, 3, 3, "c"),
            new Line(Kind.REMOVED, 4, 0, "d"),
            new Line(Kind.ADDED, 0, 4, "X"),
            new Line(Kind.SAME, 5, 5, "e"),
            new Line(Kind.GAP, 0, 0, ""));
  }

  @Property(tries = 300)
  void addsUpToTheNewTextWhateverTheContext(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> old = lines(random);
    List<String> now = lines(random);
    List<Line> all = diff.compare(text(old), text(now), 1000);
    if (old.equals(now)) {
      assertThat(all).isEmpty();
      return;
    }
    assertThat(all).noneMatch(line -> line.kind() == Kind.GAP);
    assertThat(all.stream().filter(line -> line.kind() != Kind.ADDED).map(Line::text).toList())
        .isEqualTo(old);
    assertThat(all.stream().filter(line -> line.kind() != Kind.REMOVED).map(Line::text).toList())
        .isEqualTo(now);
    for (Line line : diff.compare(text(old), text(now), random.nextInt(3))) {
      if (line.oldLine() > 0) {
        assertThat(old.get(line.oldLine() - 1)).isEqualTo(line.text());
      }
      if (line.newLine() > 0) {
        assertThat(now.get(line.newLine() - 1)).isEqualTo(line.text());
      }
    }
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      lines.add("abc".substring(random.nextInt(3)));
    }
    return lines;
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
