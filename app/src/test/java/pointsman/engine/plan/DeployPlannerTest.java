package pointsman.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.engine.plan.Sample.NOW;
import static pointsman.engine.plan.Sample.OURS;
import static pointsman.engine.plan.Sample.THEN;
import static pointsman.engine.plan.Sample.name;
import static pointsman.engine.plan.Sample.node;
import static pointsman.engine.plan.Sample.pool;
import static pointsman.engine.plan.Sample.release;
import static pointsman.engine.plan.Sample.running;
import static pointsman.engine.plan.Sample.service;
import static pointsman.engine.plan.Sample.sha256;
import static pointsman.engine.plan.Sample.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Token;
import pointsman.model.plan.DeadMan;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.FileChange;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NamedLimit;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverrides;

/// Desired against observed: every case of what can lie on a node, and what a plan says of it.
final class DeployPlannerTest {
  private static final List<Service> SERVICES = List.of(service("shop", 8080, "api", "web"));
  private static final List<Pool> POOLS = List.of(pool("api", 100), pool("web", 100));
  private static final Release WANTED = release(NOW, OURS, SERVICES, POOLS);
  private static final ReleaseId OTHER = new ReleaseId("20261101T000000Z-0badcafe");

  /// Who the manifest there says it is from.
  enum From {
    NOBODY,
    US,
    A_BARE_NODE,
    SOMEONE_ELSE
  }

  /// What `current` points at.
  enum Current {
    NOTHING,
    THE_MANIFESTS_RELEASE,
    ANOTHER_RELEASE
  }

  /// How the files are.
  enum Files {
    AS_DEPLOYED,
    EDITED,
    GONE
  }

  record Case(From from, Current current, Files files, boolean sameIntent) {
    boolean isForeign() {
      return current == Current.NOTHING
          || from == From.NOBODY
          || from == From.SOMEONE_ELSE
          || files != Files.AS_DEPLOYED;
    }

    boolean isUnchanged() {
      return !isForeign()
          && current == Current.THE_MANIFESTS_RELEASE
          && files == Files.AS_DEPLOYED
          && sameIntent;
    }

    Observed observed() {
      String inventory =
          switch (from) {
            case US, NOBODY -> OURS;
            case A_BARE_NODE -> "";
            case SOMEONE_ELSE -> "inventory-2";
          };
      Release there =
          release(THEN, inventory, SERVICES, sameIntent ? POOLS : List.of(pool("api", 7)));
      Optional<ReleaseId> points =
          switch (current) {
            case NOTHING -> Optional.empty();
            case THE_MANIFESTS_RELEASE -> Optional.of(there.id());
            case ANOTHER_RELEASE -> Optional.of(OTHER);
          };
      Map<String, String> hashes =
          switch (files) {
            case AS_DEPLOYED -> there.manifest().files();
            case EDITED -> Map.of("haproxy.cfg", sha256("edited by hand"));
            case GONE -> Map.of();
          };
      Optional<Manifest> manifest =
          from == From.NOBODY ? Optional.empty() : Optional.of(there.manifest());
      return new Observed(status(points, hashes), manifest, there.files(), 41);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(From.values())
        .flatMap(from ->
            Stream.of(Current.values())
                .flatMap(current ->
                    Stream.of(Files.values())
                        .flatMap(files ->
                            Stream.of(true, false)
                                .map(same -> new Case(from, current, files, same)))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isUnchangedOnlyWhereOurUntouchedReleaseOfTheSameIntentIsCurrent(Case each) {
    NodePlan plan = plan(WANTED, each.observed());

    assertThat(plan instanceof NodePlan.Unchanged).isEqualTo(each.isUnchanged());
    if (plan instanceof NodePlan.Change change) {
      assertThat(change.takeOver().isPresent()).as("take-over").isEqualTo(each.isForeign());
      assertThat(change.against()).isEqualTo(each.observed().status().current());
      assertThat(change.againstFiles()).isEqualTo(each.observed().status().files());
      assertThat(change.release()).isEqualTo(WANTED);
    }
  }

  @Test
  void namesWhoAndWhenOfAForeignRelease() {
    Release theirs = release(THEN, "inventory-2", SERVICES, POOLS);

    assertThat(change(WANTED, running(theirs)).takeOver())
        .contains("ana@laptop deployed " + theirs.id() + " at " + THEN + " from another inventory");
  }

  @Test
  void showsNoControlCharacterOfAForeignManifest() {
    Release theirs = release(THEN, "inventory-2", SERVICES, POOLS);
    Manifest told = theirs.manifest();
    Manifest hostile =
        new Manifest(
            told.release(),
            told.parent(),
            "eve\u001b[2J\n\u202e",
            told.inventory(),
            told.at(),
            told.contentHash(),
            told.files(),
            told.version(),
            told.features(),
            told.services(),
            told.pools());
    Observed observed =
        new Observed(running(theirs).status(), Optional.of(hostile), theirs.files(), 0);

    assertThat(change(WANTED, observed).takeOver().orElseThrow())
        .startsWith("eve\\u{1b}[2J\\u{a}\\u{202e} deployed");
  }

  @Test
  void tellsEveryFileThatDiffersAndNotTheManifest() {
    Release there = release(THEN, OURS, SERVICES, List.of(pool("api", 7)));
    Map<String, String> texts = new LinkedHashMap<>(there.files());
    texts.put("manifest.json", "{}");
    texts.put("old.map", "gone with the next release");
    Observed observed =
        new Observed(running(there).status(), Optional.of(there.manifest()), texts, 41);

    assertThat(change(WANTED, observed).changes())
        .containsExactly(
            new FileChange(
                "haproxy.cfg",
                there.files().getOrDefault("haproxy.cfg", ""),
                WANTED.files().getOrDefault("haproxy.cfg", "")),
            new FileChange("old.map", "gone with the next release", ""));
  }

  @Test
  void saysThatAnotherKeyMovesUsers() {
    Pool there = POOLS.getFirst();
    Pool other = there.with(new SplitKey.Cookie(new Token("other")));
    Observed running = running(release(THEN, OURS, SERVICES, List.of(other)));

    assertThat(change(WANTED, running).radius().notes())
        .anyMatch(note -> note.startsWith("users: another key divides those of " + there.name()));
    assertThat(
            change(WANTED, running(release(THEN, OURS, SERVICES, List.of(pool("api", 7)))))
                .radius()
                .notes())
        .noneMatch(note -> note.startsWith("users:"));
  }

  @Test
  void whatLiesThereAndDoesNotRunIsToBeLoaded() {
    Observed there = running(release(THEN, OURS, SERVICES, POOLS));
    assertThat(plan(WANTED, there)).isInstanceOf(NodePlan.Unchanged.class);

    NodePlan.Change change = change(WANTED, there.running(OTHER.value()));

    assertThat(change.loadOnly()).isTrue();
    assertThat(change.takeOver()).isEmpty();
    assertThat(change.radius().services()).isEmpty();
    assertThat(change.radius().notes())
        .first()
        .asString()
        .startsWith("its process runs " + OTHER + ", not ");
    assertThat(
            change(WANTED, running(release(THEN, OURS, SERVICES, List.of(pool("api", 7)))))
                .loadOnly())
        .as("another content")
        .isFalse();
  }

  @Test
  void touchesTheServicesThatDifferThemselvesOrInAPool() {
    List<Service> before =
        List.of(
            service("a", 1, "pa"),
            service("b", 2, "pb"),
            service("c", 3, "pc"),
            service("gone", 4, "pa"));
    List<Service> after =
        List.of(
            service("a", 1, "pa"),
            service("b", 22, "pb"),
            service("c", 3, "pc"),
            service("fresh", 5, "pa"));
    List<Pool> poolsBefore = List.of(pool("pa", 1), pool("pb", 1), pool("pc", 1));
    List<Pool> poolsAfter = List.of(pool("pa", 1), pool("pb", 1), pool("pc", 9));
    Observed there = running(release(THEN, OURS, before, poolsBefore));

    NodePlan.Change change = change(release(NOW, OURS, after, poolsAfter), there);

    assertThat(change.radius().services())
        .containsExactly(name("b"), name("c"), name("fresh"), name("gone"));
    assertThat(change.radius().connections()).isEqualTo(41);
    assertThat(change.radius().reload()).isTrue();
    assertThat(change.radius().notes()).containsExactly("a reload costs nothing");
  }

  @Test
  void doesNotTouchAServiceThatOnlyRunsOnOtherNodesAsWell() {
    Placement wider = new Placement(Set.of(name("edge-1"), name("edge-2")), Set.of(), Set.of());
    Service moved = service("shop", Layer.HTTP, wider, SERVICES.getFirst().listen(), "api", "web");
    Observed there = running(release(THEN, OURS, SERVICES, POOLS));
    List<Service> after = List.of(moved, service("fresh", 9, "web"));

    assertThat(change(release(NOW, OURS, after, POOLS), there).radius().services())
        .containsExactly(name("fresh"));
    assertThat(plan(release(NOW, OURS, List.of(moved), POOLS), there))
        .isInstanceOf(NodePlan.Unchanged.class);
  }

  @Test
  void touchesEverythingOnANodeWithoutARelease() {
    Observed bare =
        new Observed(status(Optional.empty(), Map.of()), Optional.empty(), Map.of(), -1);

    NodePlan.Change change = change(WANTED, bare);

    assertThat(change.radius().services()).containsExactly(name("shop"));
    assertThat(change.takeOver()).contains("nobody known to us");
    assertThat(change.changes()).extracting(FileChange::before).containsOnly("");
  }

  @Test
  void keepsLimitsAndWhatIsLeftOut() {
    NamedLimit limit = new NamedLimit(name("edge-1"), name("web"), "active checks", "passive ones");
    Observed there = running(release(THEN, OURS, SERVICES, POOLS));

    NodePlan same = plan(WANTED, there, List.of(), List.of(limit));
    NodePlan other =
        plan(
            release(NOW, OURS, SERVICES, List.of(pool("api", 1))),
            there,
            List.of(name("ledger")),
            List.of(limit));

    assertThat(same)
        .isEqualTo(
            new NodePlan.Unchanged(
                name("edge-1"), id(there), List.of(limit), ServerOverrides.none()));
    assertThat(other)
        .isInstanceOfSatisfying(
            NodePlan.Change.class,
            change -> {
              assertThat(change.limits()).containsExactly(limit);
              assertThat(change.leftOut()).containsExactly(name("ledger"));
            });
  }

  @Test
  void blocksANodeThatCouldNotBeLookedAtAndPlansTheOthers() {
    Failure lost = new Failure.Unreachable(name("edge-2"), "no route to host");
    NodePlan same = plan(WANTED, running(release(THEN, OURS, SERVICES, POOLS)));
    Map<Name, Outcome<NodePlan>> looks = new LinkedHashMap<>();
    looks.put(name("edge-2"), new Outcome.Failed<>(lost));
    looks.put(name("edge-1"), new Outcome.Ok<>(same));

    DeployPlan plan = DeployPlanner.together(NOW, "deploy", looks);

    assertThat(plan.nodes()).containsExactly(new NodePlan.Blocked(name("edge-2"), lost), same);
    assertThat(plan.blocked()).extracting(NodePlan.Blocked::failure).containsExactly(lost);
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void letsAPlanGoOnlyAgainstTheHashesThatItRemembers() {
    Observed there = running(release(THEN, OURS, SERVICES, List.of(pool("api", 7))));
    NodePlan.Change change = change(WANTED, there);
    Map<String, String> edited = Map.of("haproxy.cfg", sha256("edited"));
    Map<String, String> more = new LinkedHashMap<>(there.status().files());
    more.put("added.cfg", sha256("x"));

    assertThat(DeployPlanner.moved(change, there.status())).isEmpty();
    assertThat(DeployPlanner.moved(change, status(there.status().current(), edited)))
        .contains(
            new Failure.Drifted(
                name("edge-1"), id(there).value(), id(there) + " with other files"));
    assertThat(DeployPlanner.moved(change, status(there.status().current(), more))).isPresent();
    assertThat(DeployPlanner.moved(change, status(there.status().current(), Map.of()))).isPresent();
    assertThat(DeployPlanner.moved(change, status(Optional.of(OTHER), there.status().files())))
        .contains(new Failure.Drifted(name("edge-1"), id(there).value(), OTHER.value()));
    assertThat(DeployPlanner.moved(change, status(Optional.empty(), Map.of())))
        .contains(new Failure.Drifted(name("edge-1"), id(there).value(), "without a release"));
  }

  @Test
  void letsNoPlanGoWhileACommitIsUnsettled() {
    Observed there = running(release(THEN, OURS, SERVICES, List.of(pool("api", 7))));
    NodeStatus now = there.status();
    for (DeadMan.State state : DeadMan.State.values()) {
      DeadMan record =
          new DeadMan(state, Optional.of(OTHER), Optional.of(OTHER), Optional.of(NOW), true, "");
      NodeStatus pending =
          new NodeStatus(
              now.version(),
              now.modules(),
              now.uid(),
              now.current(),
              now.files(),
              now.releases(),
              now.masterPid(),
              now.workers(),
              now.halted(),
              Optional.of(record),
              Optional.empty(),
              now.overrides(),
              Set.of());

      assertThat(DeployPlanner.moved(change(WANTED, there), pending))
          .get()
          .isInstanceOf(Failure.Unsettled.class);
    }
  }

  private static ReleaseId id(Observed observed) {
    return observed.status().current().orElseThrow();
  }

  private static NodePlan.Change change(Release wanted, Observed observed) {
    return (NodePlan.Change) plan(wanted, observed);
  }

  private static NodePlan plan(Release wanted, Observed observed) {
    return plan(wanted, observed, List.of(), List.of());
  }

  private static NodePlan plan(
      Release wanted, Observed observed, List<Name> leftOut, List<NamedLimit> limits) {
    return DeployPlanner.plan(
        node("edge-1"), wanted, observed, OURS, leftOut, limits, List.of("a reload costs nothing"));
  }
}
