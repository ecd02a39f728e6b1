package pointsman.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.engine.plan.Sample.name;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;

/// What in a config is only the release's or the node's own.
final class OwnWordsTest {
  @Test
  void putReleaseTimeAndOperatorOfTheHeaderAside() {
    String one =
        """
        # Made by Pointsman for edge-1 · release 20261123T142009Z-7c1e09ab · 2026-11-23T14:20:09Z · ana
        global
          description 20261123T142009Z-7c1e09ab
        """;
    String other = one.replace("7c1e09ab", "00000000").replace("14:20:09Z ·", "15:00:00Z ·");

    assertThat(OwnWords.withoutStamp(one))
        .isEqualTo(OwnWords.withoutStamp(other.replace("ana", "bo")));
    assertThat(OwnWords.withoutStamp(one))
        .contains("for edge-1 · release <release> · <time> · <operator>\n")
        .contains("description <release>\n");
  }

  @Test
  void keepTimesAndNamesThatAreNotTheStamp() {
    String text = "# maintenance until 2026-11-23T14:20:09Z · ana\nserver ana 10.0.0.1:80\n";

    assertThat(OwnWords.withoutStamp(text)).isEqualTo(text);
  }

  @Test
  void putTheStampOfEveryHeaderAsideWhateverTheOperatorIsCalled() {
    String release = "20261123T142009Z-7c1e09ab";
    String head = "# by x · release " + release + " · 2026-11-23T14:20:09Z · ";

    assertThat(OwnWords.withoutStamp(head + "release " + release + " · 2026-11-23T14:20:09Z · a\n"))
        .isEqualTo("# by x · release <release> · <time> · <operator>\n");
    assertThat(OwnWords.withoutStamp("x\n" + head + "ana\ny " + head + "\n" + head + "bo"))
        .isEqualTo(
            "x\n# by x · release <release> · <time> · <operator>\n"
                + "y # by x · release <release> · 2026-11-23T14:20:09Z · \n"
                + "# by x · release <release> · <time> · <operator>");
  }

  @Test
  void findReleasesWhereverTheyStandAndNothingElse() {
    String release = "20261123T142009Z-7c1e09ab";

    assertThat(OwnWords.withoutStamp("x" + release + release + "ffZ-" + release))
        .isEqualTo("x<release><release>ffZ-<release>");
    assertThat(OwnWords.withoutStamp("Z-1 2026112T142009Z-7c1e09ab 20261123T142009Z-7c1e09aX Z-"))
        .isEqualTo("Z-1 2026112T142009Z-7c1e09ab 20261123T142009Z-7c1e09aX Z-");
  }

  @Test
  void putTheNodesNameAddressesAndPlacesAside() {
    Node node = node("edge-1", "127.0.3.1", "/lab/edge-1");
    String text =
        """
        # Made by Pointsman for edge-1
        stats socket /lab/edge-1/state/haproxy.sock
        map /lab/edge-1/state/splits.map
        pid /lab/edge-1/haproxy.pid
        bind 127.0.3.1:8080
        listen 127.0.3.1:9180;
        """;

    assertThat(OwnWords.withoutNode(node, text))
        .isEqualTo(
            """
            # Made by Pointsman for <node>
            stats socket <socket>
            map <state>/splits.map
            pid <pid>
            bind <bind>:8080
            listen <status>;
            """);
  }

  @Test
  void keepWhatOnlyBeginsOrEndsLikeTheNodesOwn() {
    Node node = node("edge-1", "127.0.3.1", "/lab/edge-1");
    String text =
        "server edge-10 127.0.3.11:80\nserver my-edge-1 1127.0.3.1:80\nx 127.0.3.1.example\n"
            + "include /lab/edge-10/state\n";

    assertThat(OwnWords.withoutNode(node, text)).isEqualTo(text);
  }

  @Test
  void makeTheSameTextOfTwoNodesThatDifferOnlyInTheirOwn() {
    assertThat(OwnWords.withoutNode(node("edge-1", "127.0.3.1", "/lab/edge-1"), own("edge-1", 1)))
        .isEqualTo(
            OwnWords.withoutNode(
                node("edge-12", "127.0.3.12", "/lab/edge-12"), own("edge-12", 12)));
  }

  private static String own(String name, int number) {
    return "# for %s\nbind 127.0.3.%d:8080\nlog /lab/%s/state/log\nserver b1 127.0.9.1:1 weight 5\n"
        .formatted(name, number, name);
  }

  private static Node node(String name, String address, String folder) {
    return new Node(
        name(name),
        new Host(address),
        new Port(2222),
        "ops",
        Optional.empty(),
        true,
        Optional.empty(),
        Privilege.NONE,
        EngineKind.HAPROXY,
        Optional.empty(),
        Set.of(),
        new NodePaths(
            new FilePath(folder),
            new FilePath(folder + "/state"),
            new FilePath("/usr/sbin/haproxy"),
            new FilePath(folder + "/haproxy.pid"),
            new FilePath(folder + "/state/haproxy.sock"),
            new Endpoint(new Host(address), new Port(9180)),
            Optional.of(new Host(address))));
  }
}
