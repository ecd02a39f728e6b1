package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.driver.Golden;

/// Whole configs as they come out, read by people and judged by the real Nginx.
class NginxRenderingTest {
  private static final String CASES = "driver/nginx/render";
  private static final Path DEBIAN = Path.of("src/test/resources/driver/nginx/debian-12.txt");

  static Stream<Path> cases() throws IOException {
    return Golden.cases(CASES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void rendersWhatIsExpectedAndNginxTakesIt(Path folder, @TempDir Path temp) throws Exception {
    Path build = folder.resolve("modules.txt");
    String modules = Files.readString(Files.exists(build) ? build : DEBIAN);
    NginxDriver driver = new NginxDriver();
    NginxRendered rendered =
        NginxRendered.of(
            driver,
            NginxRendered.intent(
                driver,
                Files.readString(folder.resolve("fleet.yaml")),
                "1.22.1",
                modules,
                Set.of()));
    Golden.check(folder.resolve("expected.conf"), rendered.main());
    Golden.check(folder.resolve("expected.state"), rendered.stateText());
    Golden.check(folder.resolve("expected.limits"), rendered.limitText());
    assertThat(rendered.findings()).isEmpty();
    assertThat(names(rendered.main())).doesNotHaveDuplicates();
    NginxBox box = new NginxBox(temp);
    box.certificate("shop.pem");
    box.certificate("admin.pem");
    box.write(rendered);
    assertThat(box.judge()).isEqualTo(box.flawless());
  }

  /// What a config defines; of two definitions of one name Nginx takes the last one, silently.
  private static List<String> names(String config) {
    List<String> names = new ArrayList<>();
    for (Block layer : Block.of(NginxSyntax.parse(config)).below()) {
      for (String keyword : List.of("map", "geo", "split_clients", "upstream", "log_format")) {
        for (Block each : layer.all(keyword)) {
          String name = each.word(keyword.equals("log_format") ? 1 : each.words().size() - 1);
          names.add(layer.name() + " " + name);
        }
      }
    }
    return names;
  }
}
