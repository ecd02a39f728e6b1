package pointsman.service.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodeResult.End;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

final class RevertTargetsTest {
  private static final ReleaseId FIRST = new ReleaseId("20261125T010000Z-aaaaaaaa");
  private static final ReleaseId SECOND = new ReleaseId("20261125T020000Z-bbbbbbbb");
  private static final ReleaseId THIRD = new ReleaseId("20261125T030000Z-cccccccc");

  private static Fleet fleet;

  @BeforeAll
  static void fleet() throws Exception {
    fleet =
        SmallFleet.of(
            """
            nodes:
              - {name: e1, address: 127.0.0.1, user: root, engine: haproxy}
              - {name: e2, address: 127.0.0.2, user: root, engine: haproxy}
              - {name: e3, address: 127.0.0.3, user: root, engine: haproxy}
            """);
  }

  private static Journal.RunNode node(String name, ReleaseId to, ReleaseId from, End end) {
    return new Journal.RunNode(
        new Name(name), to, Optional.of(from), Phase.DONE, Optional.of(end), Optional.empty(), "");
  }

  private static Journal.Run run(String id, Journal.RunNode... nodes) {
    return new Journal.Run(
        id,
        "deploy",
        "ana",
        "",
        Instant.parse("2026-11-25T00:00:00Z"),
        Optional.empty(),
        List.of(nodes));
  }

  private static RevertTargets of(String word, Set<String> only, Journal.Run... runs)
      throws Exception {
    return RevertTargets.of(
        fleet, List.of(runs), word, only.stream().map(Name::new).collect(Collectors.toSet()));
  }

  private static Map<String, ReleaseId> named(RevertTargets targets) {
    return targets.targets().entrySet().stream()
        .collect(Collectors.toMap(each -> each.getKey().name().value(), Map.Entry::getValue));
  }

  /// A wave failed on e2; e3 was dead and never begun.
  private static final Journal.Run HALF =
      run(
          "r2",
          node("e1", SECOND, FIRST, End.DONE),
          node("e2", SECOND, FIRST, End.REVERTED),
          node("e3", SECOND, FIRST, End.UNTOUCHED));

  private static final Journal.Run ONWARD =
      run(
          "r3",
          node("e1", THIRD, SECOND, End.DONE),
          node("e2", THIRD, FIRST, End.DONE),
          node("e3", THIRD, FIRST, End.UNKNOWN));

  @Test
  void aRunIsTakenBackWhereItChangedSomething() throws Exception {
    RevertTargets back = of("r2", Set.of(), HALF);

    assertThat(named(back)).isEqualTo(Map.of("e1", FIRST));
    assertThat(back.stay())
        .isEqualTo(
            Map.of(
                new Name("e2"), "run r2 did not change it",
                new Name("e3"), "run r2 did not change it"));
  }

  @Test
  void whatIsNotKnownOfANodeMayHaveChangedIt() throws Exception {
    assertThat(named(of("r3", Set.of(), ONWARD, HALF)))
        .isEqualTo(Map.of("e1", SECOND, "e2", FIRST, "e3", FIRST));
  }

  @Test
  void aReleaseIsForThoseThatRanIt() throws Exception {
    RevertTargets back = of(SECOND.value(), Set.of(), ONWARD, HALF);

    assertThat(named(back)).isEqualTo(Map.of("e1", SECOND));
    assertThat(back.stay())
        .containsEntry(new Name("e2"), "run r2 was to bring it and did not")
        .containsOnlyKeys(new Name("e2"), new Name("e3"));
    assertThat(named(of(FIRST.value(), Set.of(), ONWARD, HALF)))
        .as("it ran there before")
        .containsOnlyKeys("e1", "e2", "e3");
  }

  @Test
  void nodesThatAreNamedGoThereWhateverTheyRan() throws Exception {
    RevertTargets back = of(SECOND.value(), Set.of("e2"), ONWARD, HALF);

    assertThat(named(back)).isEqualTo(Map.of("e2", SECOND));
    assertThat(back.stay()).isEmpty();
    assertThatThrownBy(() -> of("r2", Set.of("e9"), HALF))
        .hasMessageContaining("e9")
        .hasMessageContaining("node of r2");
  }

  @Test
  void whereNobodyRanItAllAreAskedSoThatTheReasonIsTold() throws Exception {
    Journal.Run nothing = run("r2", node("e1", SECOND, FIRST, End.REVERTED));

    assertThat(named(of("r2", Set.of(), nothing))).isEqualTo(Map.of("e1", FIRST));
    assertThatThrownBy(() -> of("r9", Set.of(), nothing)).hasMessageContaining("r9");
  }

  @Test
  void nodesAreLeftOutByName() throws Exception {
    Journal.Run run =
        run(
            "r2",
            node("e1", SECOND, FIRST, End.DONE),
            node("e2", SECOND, FIRST, End.DONE),
            node("e3", SECOND, FIRST, End.UNTOUCHED));
    RevertTargets all = of("r2", Set.of(), run);

    RevertTargets rest = all.without("r2", Set.of(new Name("e2"), new Name("e3")));

    assertThat(named(rest)).containsOnlyKeys("e1");
    assertThat(rest.stay()).isEmpty();
    assertThatThrownBy(() -> all.without("r2", Set.of(new Name("e9")))).hasMessageContaining("e9");
    assertThatThrownBy(() -> all.without("r2", Set.of(new Name("e1"), new Name("e2"))))
        .hasMessageContaining("leaves no node");
  }

  @Test
  void whatARunIsAboutIsToldByTheShorterListOfNodes() {
    List<Name> all = IntStream.rangeClosed(1, 50).mapToObj(i -> new Name("e" + i)).toList();
    Set<Name> most = new HashSet<>(all);
    most.remove(new Name("e17"));

    assertThat(NodesInWords.of(all, Set.of())).isEmpty();
    assertThat(NodesInWords.of(all, most)).isEqualTo(" --without e17");
    assertThat(NodesInWords.of(all, Set.of(new Name("e2"), new Name("e1"))))
        .isEqualTo(" --node e1,e2");
    assertThat(NodesInWords.of(all, Set.of(new Name("other")))).isEqualTo(" --node other");
    most.add(new Name("other"));
    assertThat(NodesInWords.of(all, most)).as("not all but one").startsWith(" --node ");
  }
}
