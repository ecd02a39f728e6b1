package pointsman.service.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;
import pointsman.service.node.NodeAccess;

/// A release that its node no longer keeps, and where its content still lies.
final class KeptReleasesTest {
  private static final String HASH = "aaaaaaaa11";
  private static final String OTHER_HASH = "bbbbbbbb22";
  private static final ReleaseId GONE = new ReleaseId("20261125T010000Z-aaaaaaaa");
  private static final ReleaseId TWIN = new ReleaseId("20261125T020000Z-aaaaaaaa");
  private static final ReleaseId OTHER = new ReleaseId("20261125T030000Z-bbbbbbbb");
  private static final Name E1 = new Name("e1");
  private static final Name E2 = new Name("e2");
  private static final Name E3 = new Name("e3");

  private final NodesInMemory nodes = new NodesInMemory();
  private Fleet fleet = Fleet.empty();

  @BeforeEach
  void lay() throws Exception {
    fleet =
        SmallFleet.of(
            """
            nodes:
              - {name: e4, address: 127.0.0.4, user: root, engine: nginx}
              - {name: e1, address: 127.0.0.1, user: root, engine: haproxy}
              - {name: e2, address: 127.0.0.2, user: root, engine: haproxy}
              - {name: e3, address: 127.0.0.3, user: root, engine: haproxy}
            """);
    nodes.put(E1, OTHER, OTHER_HASH, "its own");
  }

  private static Journal.RunNode had(String node) {
    return new Journal.RunNode(
        new Name(node),
        GONE,
        Optional.of(OTHER),
        Phase.DONE,
        Optional.of(NodeResult.End.DONE),
        Optional.of(GONE),
        "");
  }

  private KeptReleases.Kept load() throws FailureException {
    Journal.Run run =
        new Journal.Run(
            "r1",
            "deploy",
            "ana",
            "",
            Instant.EPOCH,
            Optional.empty(),
            List.of(had("e1"), had("e2"), had("e3"), had("e4")));
    Node here = fleet.findNode(E1).orElseThrow();
    NodeAccess access = nodes.access();
    return new KeptReleases(access, fleet, List.of(run)).load(here, GONE, access.observe(here));
  }

  @Test
  void itIsTakenFromAnotherNodeAndSaidToBe() throws Exception {
    nodes.put(E2, OTHER, OTHER_HASH, "something else");
    nodes.put(E3, TWIN, HASH, "as it was");

    KeptReleases.Kept kept = load();

    assertThat(kept.texts()).containsOnlyKeys("haproxy.cfg").containsValue("as it was");
    assertThat(kept.manifest().release()).isEqualTo(TWIN);
    assertThat(kept.instead())
        .contains("release " + GONE + " is gone from here; its content lies on e3 as " + TWIN);
  }

  @Test
  void aTwinOnTheNodeItselfComesFirst() throws Exception {
    nodes.put(E1, TWIN, HASH, "as it was");
    nodes.put(E2, TWIN, HASH, "as it was");

    assertThat(load().instead().orElseThrow()).endsWith("its content lies there as " + TWIN);
  }

  @Test
  void anotherNodesReleaseThatAHandEditedIsNotTaken() throws Exception {
    nodes.put(E2, TWIN, HASH, "as it was");
    nodes.edit(E2, TWIN, "edited");
    nodes.put(E3, GONE, HASH, "as it was");

    assertThat(load().instead().orElseThrow()).endsWith("its content lies on e3 as " + GONE);
  }

  @Test
  void theDigitsOfAnIdAloneAreNoContent() {
    nodes.put(E2, TWIN, OTHER_HASH, "made by hand");

    assertThatThrownBy(this::load).hasMessageContaining("no other release with the same content");
  }

  @Test
  void aSilentNodeAndOneOfTheOtherEngineAreNoReasonToGiveUp() throws Exception {
    nodes.put(E2, GONE, HASH, "as it was");
    nodes.silence(E2);
    nodes.put(new Name("e4"), GONE, HASH, "of nginx");
    nodes.put(E3, TWIN, HASH, "as it was");

    assertThat(load().instead().orElseThrow()).endsWith("its content lies on e3 as " + TWIN);
  }

  @Test
  void whereItLiesNowhereItIsGoneAndWhatIsLeftIsTold() {
    nodes.put(E1, new ReleaseId("20261126T030000Z-cccccccc"), "cccccccc33", "now");

    assertThatThrownBy(this::load)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().summary()).contains("is gone from e1: a node keeps its last");
              assertThat(e.failure().action()).startsWith("On e1 lie: " + OTHER + ". ");
            });
  }
}
