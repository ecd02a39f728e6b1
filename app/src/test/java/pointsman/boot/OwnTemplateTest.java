package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.fleet.EngineKind;
import pointsman.port.LabNode;

/// A template of the operator's own that leads users elsewhere than the plan does, on a real
/// HAProxy, which has nothing against it: only the comparison with the plan keeps it from its
/// users.
final class OwnTemplateTest {
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "option redispatch | option redispatch ~ default-server disabled | every server of defaults disabled",
        "if !{ var(txn.pool) -m found } | if FALSE | txn.pool of shop as str(shop-web)",
        "use_backend %[var(txn.pool)].%[var(txn.lane)] if | use_backend %[var(txn.pool)].green if | way from shop to",
        "default_backend pointsman.none | http-request deny ~ default_backend pointsman.none | an end of every request of shop",
      })
  void isRefusedThoughTheLoadBalancerTakesIt(String ours, String lines, String finding)
      throws Exception {
    String theirs = lines.replace('~', '\n');
    LabNode node = rig.node(EngineKind.HAPROXY);
    Path current = node.etc().resolve("current").toRealPath();
    String config = Files.readString(current.resolve("haproxy.cfg"));
    assertThat(config).contains(ours);
    Path hostile = Files.writeString(rig.home().resolve("x.cfg"), config.replace(ours, theirs));
    Process check =
        new ProcessBuilder("haproxy", "-c", "-f", hostile.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
    Path template = rig.home().resolve("templates/haproxy/haproxy.cfg.ftl");
    Files.createDirectories(Objects.requireNonNull(template.getParent()));
    try (InputStream in = Wiring.class.getResourceAsStream("/templates/haproxy/haproxy.cfg.ftl")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(template, text.replace(ours, theirs));
    }
    try {
      Rig.Ran deploy = rig.run("deploy", "--yes");
      assertThat(deploy.code()).as(deploy.toString()).isEqualTo(4);
      assertThat(deploy.out()).contains(finding, "Mend the template");
      assertThat(deploy.err()).contains("Nothing was changed");
    } finally {
      Files.delete(template);
    }
    assertThat(node.etc().resolve("current").toRealPath()).isEqualTo(current);
    assertThat(rig.run("drift").code()).isZero();
  }
}
