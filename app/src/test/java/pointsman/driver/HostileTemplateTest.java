package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.fleet.EngineKind;

/// An operator's own HAProxy template may change how things are served, not what: servers,
/// listeners and control sockets are those of the plan, whatever the template says.
class HostileTemplateTest {
  private static final String SERVER = "server ${v.name} ${v.address} ";

  private static final String FLEET =
      """
      services: [{name: shop, listen: [{port: 8080}], on: {nodes: [edge-1]}, routes: [{pool: web}]}]
      pools:
        - name: web
          lanes:
            blue:
              servers:
                - {name: b1, address: 10.0.0.1, port: 80}
                - {name: b2, address: 10.0.0.2, port: 80, backup: true}
      """;

  @TempDir private Path overrides;
  private OwnTemplate template;

  @BeforeEach
  void take() {
    template = new OwnTemplate(EngineKind.HAPROXY, overrides, FLEET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lua-load /tmp/evil.lua | lua-load",
        "lua-load-per-thread /tmp/evil.lua | lua-load-per-thread",
        "insecure-fork-wanted | insecure-fork-wanted",
        "setenv LD_PRELOAD /tmp/evil.so | setenv",
        "unsetenv PATH | unsetenv",
        "\\lua-load /tmp/evil.lua | lua-load",
        "l\"ua\"-load /tmp/evil.lua | lua-load",
      })
  void aGlobalThatRunsCodeIsNamed(String line, String keyword) throws Exception {
    assertThat(findings("global\n", "global\n  " + line + "\n"))
        .singleElement()
        .asString()
        .contains("'" + keyword + "'")
        .contains("not allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "option external-check | external-check",
        "external-check command /tmp/evil | external-check",
        "http-request use-service lua.evil if { path /x } | lua-load",
        "http-request set-header X-A %[lua.evil] | lua-load",
        "http-request set-header X-A %[src,lua.evil] | lua-load",
        "http-request return status 200 content-type text/plain file /etc/shadow if { path /x } | errorfile",
        "http-request return status 200 content-type text/plain lf-file /etc/shadow if { path /x } | errorfile",
        "errorfile 503 /etc/shadow | errorfile",
      })
  void aBackendThatRunsCodeOrReadsFilesOfTheNodeIsNamed(String line, String keyword)
      throws Exception {
    assertThat(findings("  balance ${p.balance}\n", "  balance ${p.balance}\n  " + line + "\n"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).contains("'" + keyword + "'"));
  }

  @Test
  void luaInAnExpressionIsAllowedWithItsLoading() throws Exception {
    allow("lua-load");
    assertThat(findings("global\n", "global\n  lua-load /etc/our.lua\n")).isEmpty();
    assertThat(
            findings(
                "  balance ${p.balance}\n",
                "  balance ${p.balance}\n  http-request set-header X-A %[lua.ours]\n"))
        .isEmpty();
  }

  @Test
  void aProgramSectionIsNamed() throws Exception {
    assertThat(findings("defaults\n", "program evil\n  command /tmp/evil\n\ndefaults\n"))
        .anySatisfy(each -> assertThat(each).contains("'program'"));
  }

  @Test
  void aDroppedServerIsMissed() throws Exception {
    assertThat(findings("  " + SERVER, "<#if v?is_first>  # </#if>  " + SERVER))
        .containsExactly("the plan has server web.blue/b1 at 10.0.0.1:80, the config has not");
  }

  @Test
  void anotherPortIsFound() throws Exception {
    assertThat(findings(SERVER, "server ${v.name} ${v.address?replace('80', '81')} "))
        .contains(
            "the plan has server web.blue/b1 at 10.0.0.1:80, the config has not",
            "the plan has server web.blue/b2 at 10.0.0.2:80 backup, the config has not",
            "the config has server web.blue/b1 at 10.0.0.1:81, the plan has not",
            "the config has server web.blue/b2 at 10.0.0.2:81 backup, the plan has not");
  }

  @Test
  void anotherWeightAndAServerThatIsSwitchedOffAreFound() throws Exception {
    assertThat(findings("weight ${v.weight}", "weight 7"))
        .anySatisfy(each -> assertThat(each).contains("at 10.0.0.1:80 weight 7"));
    assertThat(findings("weight ${v.weight}", "weight ${v.weight} disabled"))
        .anySatisfy(each -> assertThat(each).contains("at 10.0.0.1:80 disabled, the plan has not"));
  }

  @Test
  void anAddedServerIsFound() throws Exception {
    assertThat(findings("  " + SERVER, "  server evil 203.0.113.9:80\n  " + SERVER))
        .contains("the config has server web.blue/evil at 203.0.113.9:80, the plan has not");
    assertThat(findings("  " + SERVER, "  server-template t 3 evil.example:80\n  " + SERVER))
        .anySatisfy(each -> assertThat(each).contains("server-template"));
  }

  @Test
  void anAddedFrontendNeedsAnExplicitAllow() throws Exception {
    String added =
        "frontend spy\n  bind *:9999,*:9998\n  default_backend pointsman.none\n\ndefaults\n";
    assertThat(findings("defaults\n", added))
        .containsExactlyInAnyOrder(
            "the config has listener spy on *:9999, the plan has not; 'bind' is not allowed",
            "the config has listener spy on *:9998, the plan has not; 'bind' is not allowed");
    allow("bind");
    assertThat(findings("defaults\n", added)).isEmpty();
  }

  @Test
  void aListenerThatIsLeftOutOrMovedIsFoundEvenWhenOthersAreAllowed() throws Exception {
    allow("bind");
    assertThat(findings("${b.address}:${b.port}", "${b.address}:9"))
        .containsExactly("the plan has listener shop on 127.0.0.1:8080, the config has not");
  }

  @Test
  void anotherControlSocketNeedsAnExplicitAllow() throws Exception {
    assertThat(findings("global\n", "global\n  stats socket ipv4@*:9999 level admin\n"))
        .containsExactly(
            "the config has control socket ipv4@*:9999, the plan has not; 'stats' is not allowed");
    allow("stats");
    assertThat(findings("global\n", "global\n  stats socket ipv4@*:9999 level admin\n")).isEmpty();
  }

  @Test
  void whatATemplateMayChangeIsNoFinding() throws Exception {
    assertThat(findings("  retries 3\n", "  retries 2\n  timeout tarpit 3s\n")).isEmpty();
  }

  private void allow(String keyword) throws Exception {
    template.allow(keyword);
  }

  private List<String> findings(String ours, String theirs) throws Exception {
    return template.findings(ours, theirs);
  }
}
