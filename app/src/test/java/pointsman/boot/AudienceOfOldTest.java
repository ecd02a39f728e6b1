package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Name;

/// A pool that was never split, on a node that holds its audience rules as switched on: so deploys
/// of before left it, and so a hand may.
final class AudienceOfOldTest {
  private static final Name POOL = new Name("shop-web");

  @Test
  void isToldAsADifferenceWithWhatMendsIt() throws Exception {
    try (Rig rig =
        Rig.deployed(
            1,
            fleet ->
                fleet.withPool(
                    POOL, pool -> pool.withAudience(List.of(RolloutFlowTest.staff()))))) {
      assertThat(rig.run("traffic", POOL.value(), "--over", "0s").code()).isZero();
      SplitOnNode split = new SplitOnNode(rig.node(EngineKind.HAPROXY), POOL);
      split.put("0/0/green");

      Rig.Ran told = rig.run("traffic", POOL.value(), "--over", "0s");

      assertThat(told.code()).as(told.toString()).isEqualTo(2);
      assertThat(told.out())
          .contains(
              "audience rules: on for green where nobody commanded it; 'pointsman split shop-web"
                  + " --audience off' switches them off");
      rig.change(fleet -> fleet.withPool(POOL, pool -> pool.withAudience(List.of())));
      Rig.Ran bare = rig.run("traffic", POOL.value(), "--over", "0s");
      assertThat(bare.code()).as("they are still deployed: %s", bare).isEqualTo(2);
      assertThat(rig.run("deploy", "--yes").code()).isZero();
      split.put("0/0/green");
      Rig.Ran after = rig.run("traffic", POOL.value(), "--over", "0s");
      assertThat(after.code()).as("nobody goes by a rule: %s", after).isZero();
      assertThat(after.out()).doesNotContain("audience");
      assertThat(rig.run("split", POOL.value(), "--audience", "off").code()).isZero();
      assertThat(split.held()).endsWith("/off");
      assertThat(rig.run("traffic", POOL.value(), "--over", "0s").code()).isZero();
    }
  }
}
