package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A pool that no node was ever told of has another mend than one whose servers are down.
final class NeverDeployedTest {
  @Test
  void aSplitSaysThatADeployComesFirst() throws Exception {
    try (Rig rig = Rig.of(2)) {
      Rig.Ran split = rig.run("split", "shop-web", "20", "--yes");

      assertThat(split.code()).as(split.toString()).isEqualTo(4);
      assertThat(split.toString())
          .contains("It was never deployed to any of its nodes: deploy first.")
          .doesNotContain("Bring its servers up");
    }
  }
}
