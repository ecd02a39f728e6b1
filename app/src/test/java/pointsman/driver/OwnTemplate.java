package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import pointsman.model.fleet.EngineKind;

/// An operator's own template of an engine: ours, with a text in it exchanged.
///
/// @param overrides the operator's folder of templates
/// @param fleet the services and pools that it is filled with
record OwnTemplate(EngineKind engine, Path overrides, String fleet) {
  /// Allows these directives and no others.
  void allow(String... keywords) throws Exception {
    Files.writeString(overrides.resolve("allowed-directives"), String.join("\n", keywords) + "\n");
  }

  /// What is wrong with it when one text of ours is another.
  List<String> findings(String ours, String theirs) throws Exception {
    String name =
        switch (engine) {
          case HAPROXY -> "haproxy/haproxy.cfg.ftl";
          case NGINX -> "nginx/nginx.conf.ftl";
        };
    String text;
    try (InputStream in =
        OwnTemplate.class.getClassLoader().getResourceAsStream("templates/" + name)) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(text).contains(ours);
    Path file = overrides.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text.replace(ours, theirs));
    return findings();
  }

  /// What is wrong with it as it lies there; ours where none does.
  List<String> findings() throws Exception {
    String word = engine.name().toLowerCase(Locale.ROOT);
    return Rendered.of(GoldenConfigTest.fleet(word, fleet), Rendered.ALL_FEATURES, overrides)
        .findings();
  }
}
