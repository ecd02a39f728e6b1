package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.json.JsonOutput;
import pointsman.lab.HttpLoad;
import pointsman.lab.LocalLab;

/// The `lab` commands on a real lab in the home's own folder.
final class LabCommandTest {
  private Path home = Path.of("/tmp");
  private String out = "";
  private String err = "";

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createTempDirectory(Path.of("/tmp"), "ptc");
  }

  @AfterEach
  void endAll() throws Exception {
    new LocalLab(Clock.systemUTC()).down(home.resolve("lab"));
    try (var files = Files.walk(home)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private int run(String... words) {
    String[] line = new String[words.length + 3];
    line[0] = "--home";
    line[1] = home.toString();
    line[2] = "lab";
    System.arraycopy(words, 0, line, 3, words.length);
    CommandRun run =
        CommandRun.of(
            Map.of(
                "lab", new LocalLab(Clock.systemUTC()),
                "json", new JsonOutput(),
                "load", new HttpLoad(Clock.systemUTC())),
            line);
    out = run.out();
    err = run.err();
    return run.exit();
  }

  @Test
  void playsTheWholeLifeOfALabFromUpToDown() {
    assertThat(run("up", "--nodes", "2")).as(err).isZero();
    assertThat(out).contains("edge-1     haproxy", "edge-2     nginx", home + "/lab/fleet.yaml");
    assertThat(run("status")).isZero();
    assertThat(out).contains("18 demo servers answer");
    assertThat(run("up", "--nodes", "2")).as("what runs is kept").isZero();
    assertThat(out).contains("edge-2     nginx", "ran already");
    assertThat(err).doesNotContain("Starting");
    assertThat(run("up", "--nodes", "1")).as("what runs is not ended").isEqualTo(Complaint.REFUSED);
    assertThat(err)
        .contains("a lab of 2 nodes runs in", "pointsman lab down --dir " + home + "/lab");
    assertThat(run("up", "--nodes", "2", "--engine", "haproxy")).isEqualTo(Complaint.REFUSED);
    assertThat(run("status", "--json")).isZero();
    assertThat(out)
        .startsWith("{")
        .contains("\"demoServers\": 18", "\"engine\": \"haproxy\"", home + "/lab/n/edge-2");
    assertThat(err).contains("18 demo servers answer");

    assertThat(run("fault", "edge-2", "kill-balancer")).isZero();
    assertThat(out).contains("lab undo edge-2 kill-balancer");
    assertThat(run("status")).isEqualTo(Complaint.UNKNOWN);
    assertThat(out).contains("FAULT: the load balancer was killed");
    assertThat(run("undo", "edge-2", "kill-balancer")).isZero();
    assertThat(run("status")).isZero();

    assertThat(run("knob", "shop-web", "blue", "b1", "--errors", "5%", "--delay", "20ms")).isZero();
    assertThat(out).startsWith("1 demo servers told");
    assertThat(run("knob", "shop-web", "green", "g9", "--down")).isEqualTo(Complaint.BAD_INPUT);

    assertThat(run("traffic", "--rps", "20", "--duration", "500ms", "--path", "/x"))
        .as("a bare node serves nothing on 8080")
        .isEqualTo(Complaint.UNKNOWN);
    assertThat(out).contains("20 requests", "20 failed", "connect      20");
    assertThat(run("traffic", "--json", "--rps", "20", "--duration", "100ms"))
        .isEqualTo(Complaint.UNKNOWN);
    assertThat(out).startsWith("{").contains("\"failed\": 4", "\"connect\": 4");
    assertThat(run("fault", "edge-1", "take-port", "8099", "--json")).isZero();
    assertThat(out).contains("\"fault\": \"take-port\"", "\"active\": true");
    assertThat(run("status", "--json")).isEqualTo(Complaint.UNKNOWN);
    assertThat(out).contains("\"type\": \"take-port\"");

    assertThat(run("up", "--nodes", "1")).as("a lab that is not whole is a leftover").isZero();
    assertThat(err).contains("is not whole: it is ended first");
    assertThat(run("status")).isZero();

    assertThat(run("down")).isZero();
    assertThat(out).contains("is down; ");
    assertThat(run("down")).isZero();
    assertThat(out).contains("was not running");
    assertThat(run("status")).isEqualTo(Complaint.BAD_INPUT);
  }

  @Test
  void refusesWhatItDoesNotKnowInWords() {
    assertThat(run()).isEqualTo(64);
    assertThat(run("fault", "edge-1", "earthquake")).isEqualTo(64);
    assertThat(err).contains("There is no fault 'earthquake'", "stop-sshd", "change-host-key");
    assertThat(run("fault", "edge-1", "take-port", "70000")).isEqualTo(Complaint.BAD_INPUT);
    assertThat(err).contains("70000 is not a port");
    assertThat(run("up", "--nodes", "0")).isEqualTo(Complaint.BAD_INPUT);
    assertThat(run("traffic", "--rps", "5", "--duration", "soon")).isEqualTo(64);
    assertThat(err).contains("a time such as 200ms");
    assertThat(run("knob", "shop-web", "blue", "--errors", "101%")).isEqualTo(64);
    assertThat(run("knob", "shop-web", "blue", "--up", "--down", "--dir", "/tmp/none-here"))
        .isEqualTo(64);
    assertThat(run("fault", "Edge 1", "stop-sshd", "--dir", "/tmp/none-here"))
        .isEqualTo(Complaint.BAD_INPUT);
  }
}
