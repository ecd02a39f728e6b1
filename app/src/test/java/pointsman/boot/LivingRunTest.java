package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.port.Journal;

/// A run of another program on the same home is that program's as long as it lives.
final class LivingRunTest {
  @TempDir Path home;
  private Process program;
  private String run;

  @BeforeEach
  void begin() throws Exception {
    program = BegunRun.start(home);
    BufferedReader lines = program.inputReader(StandardCharsets.UTF_8);
    run = String.valueOf(lines.readLine());
  }

  @AfterEach
  void end() throws Exception {
    program.destroyForcibly().waitFor();
  }

  private Journal.Run seen() throws Exception {
    try (Wiring wiring = new Wiring(home, Rig.LIMITS, journal -> journal)) {
      return wiring.history().runs(1).getFirst();
    }
  }

  /// What the next command settles, and which runs it leaves alone.
  private List<String> leftAlone() throws Exception {
    List<String> living = new ArrayList<>();
    try (Wiring wiring = new Wiring(home, Rig.LIMITS, journal -> journal)) {
      assertThat(wiring.drift().settle(each -> living.add(each.id()))).isEmpty();
    }
    return living;
  }

  private void signal(String name) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(program.pid())).start().waitFor())
        .isZero();
  }

  @Test
  void itIsLeftAloneWhileItsProgramLivesOrStandsStillAndSettledWhenThatIsKilled() throws Exception {
    assertThat(leftAlone()).containsExactly(run);
    assertThat(seen().ended()).as("it is not ended by another program").isEmpty();

    signal("STOP");
    assertThat(leftAlone()).as("a program that stands still lives").containsExactly(run);
    assertThat(seen().ended()).isEmpty();

    program.destroyForcibly().waitFor();
    assertThat(leftAlone()).isEmpty();
    assertThat(seen().ended()).as("settled").isPresent();
  }

  @Test
  void whatIsEndedByItsOwnProgramIsNotSettledAgain() throws Exception {
    assertThat(leftAlone()).containsExactly(run);
    program.getOutputStream().write('\n');
    program.getOutputStream().flush();
    Awaitility.await().until(() -> seen().ended().isPresent());
    Journal.Run ended = seen();

    assertThat(leftAlone()).isEmpty();
    assertThat(seen()).isEqualTo(ended);
  }
}
