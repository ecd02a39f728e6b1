package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Name;

/// A pool that was never split, on a node that holds its audience rules as switched on: so deploys
/// of before left it, and so a hand may.
final class AudienceOfOldTest {
  private static final Name POOL = new Name("shop-web");

  @Test
  void isToldAsADifferenceWithWhatMendsIt() throws Exception {
    try (Rig rig = Rig.of(1)) {
      assertThat(rig.run("deploy", "--yes").code()).isZero();
      assertThat(rig.run("traffic", POOL.value(), "--over", "0s").code()).isZero();
      SplitOnNode split = new SplitOnNode(rig.node(EngineKind.HAPROXY), POOL);
      split.put("0/0/green");

      Rig.Ran told = rig.run("traffic", POOL.value(), "--over", "0s");

      assertThat(told.code()).as(told.toString()).isEqualTo(2);
      assertThat(told.out())
          .contains(
              "audience rules: on for green where nobody commanded it; 'pointsman split shop-web"
                  + " --audience off' switches them off");
      assertThat(rig.run("split", POOL.value(), "--audience", "off").code()).isZero();
      assertThat(split.held()).endsWith("/off");
      assertThat(rig.run("traffic", POOL.value(), "--over", "0s").code()).isZero();
    }
  }
}
