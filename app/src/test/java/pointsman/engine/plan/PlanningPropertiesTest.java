package pointsman.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.engine.plan.Sample.NOW;
import static pointsman.engine.plan.Sample.OURS;
import static pointsman.engine.plan.Sample.THEN;
import static pointsman.engine.plan.Sample.fleet;
import static pointsman.engine.plan.Sample.listener;
import static pointsman.engine.plan.Sample.name;
import static pointsman.engine.plan.Sample.node;
import static pointsman.engine.plan.Sample.pool;
import static pointsman.engine.plan.Sample.release;
import static pointsman.engine.plan.Sample.running;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.Release;

/// What holds for every inventory, every choice and everything that was deployed before. Each try
/// draws them from one number, which a failure prints.
final class PlanningPropertiesTest {
  private static final int SERVICES = 5;
  private static final int POOLS = 4;

  /// One draw: an inventory, what was deployed of an older one, and what is chosen.
  private record Draw(Fleet fleet, Optional<Manifest> deployed, Set<Name> chosen) {
    static Draw of(long seed) {
      Random random = new Random(seed);
      Fleet fleet = drawFleet(random);
      Fleet older = drawFleet(random);
      Optional<Manifest> deployed =
          random.nextInt(5) == 0
              ? Optional.empty()
              : Optional.of(
                  Sample.release(THEN, OURS, older.services(), older.poolsOf(older.services()))
                      .manifest());
      Set<Name> chosen = new HashSet<>();
      fleet.services().stream()
          .filter(_ -> random.nextBoolean())
          .forEach(service -> chosen.add(service.name()));
      return new Draw(fleet, deployed, random.nextInt(4) == 0 ? Set.of() : chosen);
    }

    private static Fleet drawFleet(Random random) {
      List<Pool> pools =
          IntStream.range(0, POOLS)
              .mapToObj(i -> pool("p" + i, random.nextInt(3)))
              .collect(Collectors.toCollection(ArrayList::new));
      List<Service> services = new ArrayList<>();
      for (int i = 0; i < SERVICES; i++) {
        if (random.nextInt(4) > 0) {
          services.add(drawService(random, i));
        }
      }
      Collections.shuffle(pools, random);
      Collections.shuffle(services, random);
      return Sample.fleet(services, pools);
    }

    private static Service drawService(Random random, int i) {
      Placement on =
          switch (random.nextInt(4)) {
            case 0 -> new Placement(Set.of(name("edge-1")), Set.of(), Set.of());
            case 1 -> new Placement(Set.of(), Set.of(name("edge"), name("other")), Set.of());
            case 2 -> new Placement(Set.of(name("edge-9")), Set.of(), Set.of());
            default -> Placement.everywhere();
          };
      TreeSet<String> pools = new TreeSet<>();
      for (int p = 0; p <= random.nextInt(2); p++) {
        pools.add("p" + random.nextInt(POOLS));
      }
      return Sample.service(
          "s" + i,
          Layer.HTTP,
          on,
          List.of(listener("*", 8000 + 10 * i + random.nextInt(2))),
          pools.toArray(String[]::new));
    }

    Intent intent() {
      return Intent.of(fleet, node("edge-1"), chosen, deployed);
    }

    Release release(Intent intent) {
      return Sample.release(NOW, OURS, intent.services(), intent.pools());
    }
  }

  @Property
  void planningAfterADeployFindsNothingToDo(@ForAll long seed) {
    Draw draw = Draw.of(seed);
    Release deployed = draw.release(draw.intent());

    Intent again =
        Intent.of(draw.fleet(), node("edge-1"), draw.chosen(), Optional.of(deployed.manifest()));

    assertThat(again.services()).isEqualTo(draw.intent().services());
    assertThat(again.pools()).isEqualTo(draw.intent().pools());
    assertThat(plan(draw.release(again), running(deployed))).isInstanceOf(NodePlan.Unchanged.class);
  }

  @Property
  void theOrderOfAnInventoryHasNoSay(@ForAll long seed) {
    Draw draw = Draw.of(seed);
    Random random = new Random(seed);
    List<Service> services = new ArrayList<>(draw.fleet().services());
    List<Pool> pools = new ArrayList<>(draw.fleet().pools());
    Collections.shuffle(services, random);
    Collections.shuffle(pools, random);

    Intent shuffled =
        Intent.of(fleet(services, pools), node("edge-1"), draw.chosen(), draw.deployed());

    assertThat(shuffled).isEqualTo(draw.intent());
    assertThat(draw.release(shuffled)).isEqualTo(draw.release(draw.intent()));
  }

  @Property
  void planningTwiceIsTheSame(@ForAll long seed) {
    Draw one = Draw.of(seed);
    Draw other = Draw.of(seed);
    Observed there =
        one.deployed()
            .map(told -> running(release(THEN, OURS, told.services(), told.pools())))
            .orElseGet(() ->
                new Observed(
                    Sample.status(Optional.empty(), java.util.Map.of()),
                    Optional.empty(),
                    java.util.Map.of(),
                    -1));

    assertThat(plan(one.release(one.intent()), there))
        .isEqualTo(plan(other.release(other.intent()), there));
  }

  @Property
  void servicesThatWereNotChosenStayAsLastDeployed(@ForAll long seed) {
    Draw draw = Draw.of(seed);
    if (draw.chosen().isEmpty() || draw.deployed().isEmpty()) {
      return;
    }
    List<Service> before = notChosen(draw.deployed().get().services(), draw);

    assertThat(notChosen(draw.intent().services(), draw)).hasSameElementsAs(before);
  }

  @Property
  void everyRouteHasItsPoolAndEveryPoolItsRoute(@ForAll long seed) {
    Intent intent = Draw.of(seed).intent();

    assertThat(intent.pools().stream().map(Pool::name))
        .containsExactlyElementsOf(
            intent.services().stream()
                .flatMap(service -> service.pools().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /// What a plan says it leaves out is just what a plan of everything would do beyond it.
  @Property
  void leavesOutWhatAPlanOfEverythingWouldStillTouch(@ForAll long seed) {
    Draw draw = Draw.of(seed);
    Release partly = draw.release(draw.intent());
    Intent whole =
        Intent.of(draw.fleet(), node("edge-1"), Set.of(), Optional.of(partly.manifest()));

    NodePlan rest = plan(draw.release(whole), running(partly));

    List<Name> stillTouched =
        rest instanceof NodePlan.Change change ? change.radius().services() : List.of();
    assertThat(draw.intent().leftOut()).isEqualTo(stillTouched);
  }

  private static List<Service> notChosen(List<Service> services, Draw draw) {
    return services.stream().filter(each -> !draw.chosen().contains(each.name())).toList();
  }

  private static NodePlan plan(Release wanted, Observed there) {
    return DeployPlanner.plan(node("edge-1"), wanted, there, OURS, List.of(), List.of(), List.of());
  }
}
