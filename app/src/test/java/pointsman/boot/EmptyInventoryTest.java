package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import pointsman.cli.CommandTree;

/// A home that was just made: a command that has nothing to tell says so, and what comes next.
final class EmptyInventoryTest {
  private static final String NODES_ONLY =
      """
      pointsman: 1
      environment: development
      nodes:
        - {name: edge-1, address: 127.0.0.9, user: ops, engine: nginx}
      """;

  @TempDir Path home;

  private String said(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Wiring wiring = new Wiring(home, Rig.LIMITS, journal -> journal)) {
      List<String> line = new ArrayList<>(List.of("--home", home.toString()));
      line.addAll(List.of(words));
      int code =
          CommandTree.run(
              _ -> wiring,
              _ -> 1,
              (_, _) -> new CommandLine(new Object()),
              out,
              out,
              line.toArray(String[]::new));
      assertThat(code).isZero();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drift", "health", "traffic", "trust --all"})
  void saysThatThereAreNoNodesAndWhatBringsThem(String words) {
    assertThat(said(words.split(" ", -1)))
        .isEqualTo("There are no nodes yet; 'pointsman apply -f FILE' brings them.\n");
  }

  @Test
  void historySaysThatNothingWasDeployed() {
    assertThat(said("history"))
        .isEqualTo("Nothing was deployed yet; 'pointsman plan' shows what would be.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "traffic"})
  void withNodesThatCarryNothingItSaysThatThereAreNoPools(String words) throws Exception {
    try (Wiring wiring = new Wiring(home, Rig.LIMITS, journal -> journal)) {
      wiring.inventory().apply(NODES_ONLY, "fleet.yaml", false);
    }
    assertThat(said(words))
        .isEqualTo("There are no pools yet; 'pointsman apply -f FILE' brings them.\n");
  }
}
