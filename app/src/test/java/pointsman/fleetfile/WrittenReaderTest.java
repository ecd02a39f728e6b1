package pointsman.fleetfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.fleet.Name;

/// The quick reader of what was written means what YAML means, or leaves it to YAML.
final class WrittenReaderTest {
  private static final String ODDITIES = " \n:-,{}[]\"'#&*!|>%@~?\\0179xenulrs_./+\t";

  private final YamlFleetFile format = new YamlFleetFile();

  private static Optional<Tree> yaml(String text) throws Exception {
    Findings findings = new Findings("part");
    Optional<Tree> tree = new TreeReader(findings).read(text);
    findings.throwIfAny();
    return tree;
  }

  @Property(tries = 300)
  void readsEveryFleetThatIsWrittenAsYamlDoes(@ForAll long seed) throws Exception {
    String text = format.writePart(new Fleets(seed).fleet());
    Optional<Tree> read = WrittenReader.read(text);
    // A text in which something is escaped, or not of ASCII, is left to YAML.
    if (WrittenReader.isPlain(text) && !text.isEmpty() && text.indexOf('\\') < 0) {
      assertThat(read).describedAs(text).isPresent();
    }
    if (read.isPresent()) {
      assertThat(read).isEqualTo(yaml(text));
    }
  }

  @Property(tries = 3000)
  void neverMeansAnythingElseThanYaml(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    String whole = format.writePart(new Fleets(seed % 40).fleet());
    int lines = Math.min(whole.length(), 900);
    StringBuilder text = new StringBuilder(whole.substring(0, whole.lastIndexOf('\n', lines) + 1));
    for (int i = random.nextInt(1, 4); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      char odd = ODDITIES.charAt(random.nextInt(ODDITIES.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, odd);
        default -> text.setCharAt(at, odd);
      }
    }
    Optional<Tree> read = WrittenReader.read(text.toString());
    if (read.isPresent()) {
      assertThat(read).describedAs(text.toString()).isEqualTo(yaml(text.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1e3\n",
        "a: 0x1f\n",
        "a: 010\n",
        "a: 1_000\n",
        "a: 1.5\n",
        "a: .5\n",
        "a: +1\n",
        "a: 12:30\n",
        "a: null\n",
        "a: ~\n",
        "a: Yes\n",
        "a: TRUE\n",
        "a:\n",
        "a: b c\n",
        "a: b # c\n",
        "a: \"b\\n\"\n",
        "a: 'b'\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !x b\n",
        "a: 1\na: 2\n",
        "a: {b: 1, b: 2}\n",
        "a: b\n  c\n",
        "a: [1,2]\n",
        "a: |\n  b\n",
        "a: []\n",
        "a: {}\n",
        "\na: 1\n",
        "a: 1\n\n",
        "a: 1\n---\nb: 1\n",
        " a: 1\n",
        "a:\t1\n",
        "a: \"b\" c\n",
        "a: \"b\nc\"\n",
        "a:\n- {b: 1}\n",
        "a: 127.0.0.1.5\n",
        "a: \u00e9\n"
      })
  void leavesWhatIsNotWrittenSoToYaml(String text) {
    assertThat(WrittenReader.read(text)).isEmpty();
  }

  @Test
  void aPartThatIsDamagedIsRefusedAsBefore() throws Exception {
    String text =
        "nodes:\n  - name: edge\n    address: 127.0.0.1\n    user: ops\n    engine: haproxy\n";
    assertThat(format.parsePart(text, "part").findNode(new Name("edge"))).isPresent();
    // A manifest keeps it without the end of its last line.
    assertThat(WrittenReader.read(text.stripTrailing())).isPresent().isEqualTo(yaml(text));
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> format.parsePart(text.replace("engine:", "motor:"), "part")))
        .hasMessageContaining("the key is missing");
  }
}
