package pointsman.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the compiled classes cannot tell: docs on public types, the length of files, colours
/// outside the tokens, tests that are switched off.
final class SourceRulesTest {
  private static final int LONGEST = 300;
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)^(?: {2})*public (?:static |final |sealed |abstract |non-sealed )*(?:class|interface|record|enum|@interface) (\\w+)");

  /// Files that are longer, each with its reason.
  private static final Map<String, String> LONG =
      Map.of("Failure.java", "one sealed family; each member is a few lines");

  private static List<Path> sources(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /// Public types without a `///` above them or their annotations.
  static List<String> undocumented(String name, String text) {
    List<String> lines = text.lines().toList();
    List<String> found = new ArrayList<>();
    Matcher type = PUBLIC_TYPE.matcher(text);
    while (type.find()) {
      int line = (int) text.substring(0, type.start()).lines().count();
      int above = line - 1;
      while (above >= 0 && !isDoc(lines.get(above)) && isAnnotation(lines.get(above))) {
        above--;
      }
      if (above < 0 || !isDoc(lines.get(above))) {
        found.add(name + ": " + type.group(1));
      }
    }
    return found;
  }

  private static boolean isDoc(String line) {
    return line.strip().startsWith("///");
  }

  private static boolean isAnnotation(String line) {
    String text = line.strip();
    return text.startsWith("@")
        || text.startsWith(")")
        || text.contains(" = ")
        || text.startsWith("\"");
  }

  @Test
  void everyPublicTypeIsDocumented() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources("src/main/java")) {
      found.addAll(undocumented(file.getFileName().toString(), Files.readString(file)));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aPublicTypeWithoutDocsIsCaught() {
    assertThat(undocumented("A", "package x;\n\npublic final class A {}\n"))
        .containsExactly("A: A");
    assertThat(undocumented("A", "package x;\n\n/// Why.\n@Deprecated\npublic final class A {}\n"))
        .isEmpty();
  }

  @Test
  void everyPackageHasItsSign() throws IOException {
    List<Path> without =
        sources("src/main/java").stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();
    assertThat(without).isEmpty();
  }

  static List<String> tooLong(String name, long lines) {
    return lines > LONGEST && !LONG.containsKey(name)
        ? List.of(name + " has " + lines + " lines")
        : List.of();
  }

  @Test
  void noFileIsLongWithoutAReason() throws IOException {
    List<String> found = new ArrayList<>();
    Map<String, Long> lengthy = new TreeMap<>();
    for (Path file : sources("src/main/java")) {
      String name = file.getFileName().toString();
      long lines = Files.readString(file).lines().count();
      found.addAll(tooLong(name, lines));
      if (lines > LONGEST) {
        lengthy.put(name, lines);
      }
    }
    assertThat(found).isEmpty();
    assertThat(lengthy.keySet()).as("no reason without a long file").containsAll(LONG.keySet());
    assertThat(tooLong("X.java", 301)).as("the guard itself").isNotEmpty();
  }

  static boolean isStyledInPlace(String text) {
    return Pattern.compile("setStyle\\(|\"#[0-9a-fA-F]{3,8}\"").matcher(text).find();
  }

  @Test
  void coloursStandOnlyInTheTokens() throws IOException {
    for (Path file : sources("src/main/java/pointsman/ui")) {
      assertThat(isStyledInPlace(Files.readString(file))).as(file.toString()).isFalse();
    }
    assertThat(isStyledInPlace("node.setStyle(\"-fx-fill: red\")")).as("the guard itself").isTrue();
    assertThat(isStyledInPlace("Color.web(\"#0e7f4a\")")).as("the guard itself").isTrue();
  }

  /// The run of the tests talks with its forks over their standard output: who writes past
  /// System.out, which Surefire keeps, breaks what it says.
  @Test
  void noTestWritesToTheOutputOfItsProcess() throws IOException {
    Pattern writes =
        Pattern.compile(
            "inherit"
                + "IO\\(|redirect"
                + "Output\\([^)]*INHERIT|FileDescriptor\\"
                + ".out|\\bMain\\"
                + ".run\\(");
    for (Path file : sources("src/test/java")) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(writes);
    }
  }

  @Test
  void noTestIsSwitchedOff() throws IOException {
    String off = "@Dis" + "abled";
    for (Path file : sources("src/test/java")) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContain(off);
    }
  }
}
