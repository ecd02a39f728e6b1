package pointsman.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.UrlPath;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.ReleaseId;

/// Manifests and answers as JSON.
final class JsonTest {
  private static final String FLEET =
      """
      services:
        - {name: shop, listen: [{port: 80}], routes: [{path: /api, pool: web}]}
      pools:
        - {name: web, lanes: {blue: {version: "1.0", servers: [{name: b1, address: 10.0.0.1, port: 8080}]}}}
      """;
  private final YamlFleetFile fleetFile = new YamlFleetFile();
  private final JsonManifest manifests = new JsonManifest(fleetFile);
  private final JsonOutput output = new JsonOutput();

  private Manifest manifest(Optional<ReleaseId> parent) throws Exception {
    Fleet part = fleetFile.parsePart(FLEET, "f");
    return new Manifest(
        new ReleaseId("20261123T142009Z-7c1e09ab"),
        parent,
        "ana@desk",
        "inventory-1",
        Instant.parse("2026-11-23T14:20:09.125Z"),
        "0".repeat(64),
        Map.of("haproxy.cfg", "1".repeat(64)),
        "2.6.12",
        Set.of("quic", "peers"),
        part.services(),
        part.pools());
  }

  @Test
  void readsBackTheManifestThatItWrote() throws Exception {
    for (Optional<ReleaseId> parent :
        List.of(
            Optional.<ReleaseId>empty(), Optional.of(new ReleaseId("20261122T142009Z-00000001")))) {
      Manifest manifest = manifest(parent);
      assertThat(manifests.read(manifests.write(manifest), "edge-1")).isEqualTo(manifest);
    }
  }

  /// What stands in the manifests of many nodes is read once; it must be there all the same.
  @Test
  void whatWasReadBeforeIsNotTakenForWhatIsNotThere() throws Exception {
    Manifest manifest = manifest(Optional.empty());
    String json = manifests.write(manifest);
    assertThat(manifests.read(json, "edge-1")).isEqualTo(manifest);
    assertThat(manifests.read(json.replace("ana@desk", "bob@desk"), "edge-2"))
        .returns("bob@desk", Manifest::operator)
        .returns(manifest.pools(), Manifest::pools);

    int at = json.indexOf("\n  \"fleet\": [");
    int end = json.indexOf("\n  ]", at) + 4;
    String member = json.substring(at, end);
    String deep = "\n  \"deep\": {" + member + "}";
    assertThat(refusal(json.replace(member, deep)).summary()).contains("'fleet' is missing");
    assertThat(manifests.read(json.replace(member, deep + ",\n  \"fleet\": []"), "edge-5").pools())
        .isEmpty();
    assertThat(refusal(json.replace(member, "\n  \"text\": \"" + member + "\"")).summary())
        .startsWith("edge-1");
    assertThat(manifests.read(json.replace(member, "\n  \"fleet\": []"), "edge-3").pools())
        .isEmpty();
    assertThat(manifests.read(json.replace("8080", "8081"), "edge-4").pools().getFirst().toString())
        .contains("8081")
        .doesNotContain("8080");
  }

  @Test
  void writesWhatPeopleCanRead() throws Exception {
    assertThat(manifests.write(manifest(Optional.empty())))
        .contains("\"release\": \"20261123T142009Z-7c1e09ab\",\n")
        .contains("    \"  - name: shop\",\n");
  }

  @Test
  void leavesKeysOfLaterVersionsAlone() throws Exception {
    Manifest manifest = manifest(Optional.empty());
    String later =
        manifests.write(manifest).replaceFirst("\\{", "{\"colour\": {\"deep\": [1, null]},");
    assertThat(manifests.read(later, "edge-1")).isEqualTo(manifest);
  }

  @Test
  void readsTheFleetAsOneTextToo() throws Exception {
    String bare =
        """
        {"format":1,"release":"00000000T000000Z-00000000","parent":null,"operator":"lab","inventory":"",\
        "at":"1970-01-01T00:00:00Z","contentHash":"0","files":{"a":"b"},"version":"","features":[],"fleet":""}
        """;
    assertThat(manifests.read(bare, "edge-1").services()).isEmpty();
  }

  @Test
  void refusesALaterFormatAsUnsupported() throws Exception {
    String later =
        manifests.write(manifest(Optional.empty())).replace("\"format\": 1", "\"format\": 2");
    assertThat(refusal(later)).isInstanceOf(Failure.Unsupported.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"format\": 1}",
        "<html>",
        "{\"format\": \"1\"}",
        "{\"format\": 1, \"release\": \"\\u001b[2J\", \"operator\": \"\\u001b\"}"
      })
  void refusesWhatIsNoManifestInPrintableWords(String text) {
    Failure failure = refusal(text);
    assertThat(failure.summary()).startsWith("edge-1").doesNotContain("\u001b");
  }

  private Failure refusal(String text) {
    return catchThrowableOfType(FailureException.class, () -> manifests.read(text, "edge-1"))
        .failure();
  }

  private record Sample(
      Name name,
      Optional<Integer> limit,
      Instant at,
      Duration took,
      Duration half,
      Condition condition,
      Optional<String> gone,
      Map<Name, Integer> counts,
      Failure failure) {}

  @Test
  void writesRecordsWithStableNames() {
    Sample sample =
        new Sample(
            new Name("web"),
            Optional.of(3),
            Instant.parse("2026-11-23T14:20:09Z"),
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            new Condition.PathPrefix(new UrlPath("/api")),
            Optional.empty(),
            Map.of(new Name("a"), 1),
            new Failure.PortTaken(new Name("n"), "*:80", "nginx"));

    assertThat(output.line(sample))
        .isEqualTo(
            "{\"name\":\"web\",\"limit\":3,\"at\":\"2026-11-23T14:20:09Z\",\"took\":2,\"half\":0.5,"
                + "\"condition\":{\"type\":\"path-prefix\",\"prefix\":\"/api\"},\"gone\":null,"
                + "\"counts\":{\"a\":1},\"failure\":{\"type\":\"port-taken\","
                + "\"summary\":\"*:80 is taken on n by nginx.\","
                + "\"action\":\"Nothing was changed there. Free the port or choose another, then plan again.\","
                + "\"node\":\"n\",\"listener\":\"*:80\",\"by\":\"nginx\"}}");
  }

  @Test
  void writesOneDocumentForAWholeFleet() throws Exception {
    String document = output.document(fleetFile.parsePart(FLEET, "f"));
    assertThat(document).contains("\"balance\": \"roundrobin\"").contains("\"live\": \"blue\"");
    assertThat(new JsonText().read(document)).isInstanceOf(Map.class);
  }
}
