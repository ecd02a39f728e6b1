package pointsman.service.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.json.JsonManifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.traffic.ServerOverrides;

/// What is remembered of files by the sums that nodes tell.
final class KnownFilesTest {
  private final KnownFiles known = new KnownFiles(new JsonManifest(new YamlFleetFile()));
  private final Map<String, String> found = new HashMap<>();

  @Test
  void aTextIsFoundByItsSum() {
    known.remember(Sha256.of("one"), "one");

    assertThat(known.find(files(Map.of("a", Sha256.of("one"), "b", Sha256.of("two"))), found))
        .containsExactly("b");
    assertThat(found).containsExactly(Map.entry("a", "one"));
  }

  @Test
  void aTextIsNeverTakenForAnotherWhateverSumANodeTold() {
    known.remember(Sha256.of("one"), "something else");

    assertThat(known.find(files(Map.of("a", Sha256.of("one"))), found)).containsExactly("a");
    assertThat(found).isEmpty();
    known.remember(Sha256.of("one"), "one");
    assertThat(known.find(files(Map.of("a", Sha256.of("one"))), found)).isEmpty();
    assertThat(found).containsExactly(Map.entry("a", "one"));
  }

  private static NodeStatus files(Map<String, String> sums) {
    return new NodeStatus(
        "2.6.12",
        "",
        0,
        Optional.empty(),
        sums,
        List.of(),
        0,
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        ServerOverrides.none(),
        Set.of());
  }
}
