package pointsman.driver.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;

/// What `show servers state` of HAProxy says, read.
final class RunningServerTest {
  private static final Name NODE = new Name("edge-1");
  private static final String HEADER =
      "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight x srv_port y\n";

  @Test
  void readsTheServersOfLanesAndNoOthers() throws Exception {
    assertThat(
            RunningServer.parse(
                NODE,
                HEADER
                    + "4 shop.blue 1 b1 10.0.0.1 2 0 100 - 8080 -\n"
                    + "4 shop.green 2 g1 ::1 2 9 7  443 -\n"
                    + "5 stats 1 s 10.0.0.9 2 0 1 - 1 -\n\n"))
        .isEqualTo(
            Map.of(
                "shop.blue/b1", new RunningServer("10.0.0.1", 8080, 100, 0),
                "shop.green/g1", new RunningServer("::1", 443, 7, 9)));
  }

  @Test
  void readsByTheNamesOfTheColumnsAndTakesAMissingOneForZero() throws Exception {
    assertThat(
            RunningServer.parse(
                NODE, "# srv_name new srv_port be_name srv_addr\nb1 ? 80 a.blue 10.0.0.1 more\n"))
        .isEqualTo(Map.of("a.blue/b1", new RunningServer("10.0.0.1", 80, 0, 0)));
  }

  @Test
  void refusesWhatIsCutShortDamagedOrNoTable() {
    refused("", "no header");
    refused("1\n4 shop.blue 1 b1\n", "no header");
    refused(HEADER + "4 shop.blue 1 b1 10.0.0.1 2 0 100 - 8080", "cut short");
    refused(HEADER + "4 shop.blue 1 b1 10.0.0.1 2 0 x - 8080 -", "a number was expected");
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> RunningServer.parse(NODE, text))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure().summary()).contains(why));
  }
}
