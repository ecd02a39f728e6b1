package pointsman.boot;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.ui.kit.Place;

/// The real window shows what another program on the same home does, while it does it.
final class RunOfAnotherProgramTest {
  @TempDir Path home;
  private Wiring wiring;
  private DeskOnNodes desk;
  private Process program;

  @BeforeEach
  void open() throws Exception {
    wiring = new Wiring(home, Rig.LIMITS, journal -> journal);
    desk = new DeskOnNodes(wiring, new Place.Deploys());
    desk.eyes().until("no run yet", () -> desk.eyes().shows("Nothing was deployed"));
    program = BegunRun.start(home);
  }

  @AfterEach
  void close() throws Exception {
    program.destroyForcibly().waitFor();
    desk.close();
    wiring.close();
  }

  private void sees(String text) {
    desk.eyes().until(text, () -> desk.eyes().shows(text));
  }

  private void tell(char what) throws IOException {
    program.getOutputStream().write(what);
    program.getOutputStream().flush();
  }

  @Test
  void itsBeginItsStepsAndItsEndComeIntoTheOpenWindow() throws Exception {
    sees("under way, 0 of 1 through");
    tell('s');
    sees("under way, 1 of 1 through");
    tell('e');
    sees("0 of 1 verified, 1 unknown");
  }

  @Test
  void aProgramThatDiesIsSeenToWithoutAWordFromIt() throws Exception {
    sees("under way, 0 of 1 through");
    program.destroyForcibly().waitFor();
    sees("did not end");
  }
}
