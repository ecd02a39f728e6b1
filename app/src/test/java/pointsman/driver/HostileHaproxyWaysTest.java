package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.fleet.EngineKind;

/// An operator's own HAProxy template leads users where the plan does: each listener to its
/// service's pools, each pool to its lanes, whatever the template says.
class HostileHaproxyWaysTest {
  private static final String ROUTE =
      "  http-request set-var(txn.pool) str(${r.pool}) if !{ var(txn.pool) -m found }";
  private static final String USE =
      "  use_backend %[var(txn.pool)].%[var(txn.lane)] if { var(txn.pool) -m found }\n";
  private static final String FORWARDED = "  http-request set-header X-Forwarded-For %[src]\n";
  private static final String SHARE =
      "str(green) if !{ var(txn.lane) -m found } { var(txn.bucket),sub(txn.share) lt 0 }";
  private static final String BALANCE = "  balance ${p.balance}\n";

  private static final String FLEET =
      """
      services:
        - name: shop
          listen: [{port: 8080}]
          on: {nodes: [edge-1]}
          routes: [{path: /api, pool: api}, {pool: web}]
        - {name: ledger, layer: tcp, listen: [{port: 9000}], on: {nodes: [edge-1]}, routes: [{pool: led}]}
      pools:
        - {name: web, lanes: {blue: {servers: [{name: b1, address: 10.0.0.1, port: 80}]}}}
        - {name: api, lanes: {blue: {servers: [{name: a1, address: 10.0.0.3, port: 80}]}}}
        - {name: led, lanes: {blue: {servers: [{name: l1, address: 10.0.0.4, port: 80}]}}}
      """;

  @TempDir private Path overrides;
  private OwnTemplate template;

  @BeforeEach
  void take() {
    template = new OwnTemplate(EngineKind.HAPROXY, overrides, FLEET);
  }

  @Test
  void oursHasNoFindings() throws Exception {
    assertThat(findings(USE, USE)).isEmpty();
  }

  /// Names are free: an operator may call a server what HAProxy has a meaning for.
  @ParameterizedTest
  @ValueSource(strings = {"backup", "disabled", "weight", "redir", "socks4", "cookie", "if"})
  void aServerMayBeCalledAsAWordOfHaproxy(String name) throws Exception {
    String fleet =
        FLEET
            .replace("name: b1", "name: " + name)
            .replace("{name: web,", "{name: web, persistence: {kind: cookie, name: SRV},");
    OwnTemplate ours = new OwnTemplate(EngineKind.HAPROXY, overrides, fleet);
    assertThat(ours.findings(USE, USE)).isEmpty();
    assertThat(ours.findings("weight ${v.weight}", "weight ${v.weight} backup"))
        .anySatisfy(each -> assertThat(each).contains("/" + name + " ").contains(" backup"));
  }

  @Test
  void aRouteThatIsLeftOutIsMissed() throws Exception {
    assertThat(findings(ROUTE, "<#if r?is_first>  # </#if>" + ROUTE))
        .containsExactly("the plan has txn.pool of shop as str(api), the config has not");
    assertThat(findings(ROUTE, "<#if r?is_last>  # </#if>" + ROUTE))
        .containsExactly(
            "the plan has txn.pool of shop as str(web) for all others, the config has not");
  }

  @Test
  void aRouteThatLeadsToAnotherPoolOrTakesEverythingIsFound() throws Exception {
    assertThat(findings("str(${r.pool})", "str(web)"))
        .containsExactlyInAnyOrder(
            "the plan has txn.pool of shop as str(api), the config has not",
            "the config has txn.pool of shop as str(web), the plan has not");
    assertThat(findings(FORWARDED, FORWARDED + "  http-request set-var(txn.pool) str(web)\n"))
        .containsExactly("the config has txn.pool of shop as str(web) always, the plan has not");
  }

  @Test
  void aServiceThatLeadsNowhereOrElsewhereIsFoundEvenWhenWaysAreAllowed() throws Exception {
    allow("use_backend");
    assertThat(findings(USE, ""))
        .containsExactly(
            "the plan has way from shop to %[var(txn.pool)].%[var(txn.lane)] if { var(txn.pool) -m"
                + " found }, the config has not");
    assertThat(findings(USE, USE.replace("found }", "found } { src 10.0.0.0/8 }")))
        .singleElement()
        .asString()
        .startsWith("the plan has way from shop to ");
    assertThat(findings("use_backend %[var(txn.pool)].%[var(txn.lane)]\n", "use_backend evil\n"))
        .contains(
            "the plan has way from ledger to %[var(txn.pool)].%[var(txn.lane)], the config has not");
    assertThat(findings("default_backend ${s.routes[0].pool}.blue", "default_backend web.blue"))
        .contains("the plan has way from ledger to led.blue, the config has not");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  use_backend web.blue if { path /old }\n",
        "  use_backend evil\n",
      })
  void anotherWayNeedsAnExplicitAllow(String line) throws Exception {
    assertThat(findings(USE, line + USE))
        .containsExactly(
            "the config has way from shop to "
                + line.strip().substring("use_backend ".length())
                + ", the plan has not; 'use_backend' is not allowed");
    allow("use_backend");
    assertThat(findings(USE, line + USE)).isEmpty();
  }

  @Test
  void whatNoRouteTakesDoesNotLeadElsewhere() throws Exception {
    assertThat(findings("default_backend pointsman.none", "default_backend web.blue"))
        .containsExactly(
            "the config has way from shop to web.blue, the plan has not; 'use_backend' is not allowed");
  }

  @Test
  void aListenerOfItsOwnThatLeadsToALaneNeedsBothAllows() throws Exception {
    String added = "frontend spy\n  bind *:9999\n  default_backend web.blue\n\ndefaults\n";
    allow("bind");
    assertThat(findings("defaults\n", added))
        .containsExactly(
            "the config has way from spy to web.blue, the plan has not; 'use_backend' is not allowed");
    assertThat(
            findings(
                "defaults\n", "listen spy\n  bind *:9999\n  server x 203.0.113.9:80\n\ndefaults\n"))
        .containsExactly(
            "the config has way from spy to 203.0.113.9:80, the plan has not; 'use_backend' is not"
                + " allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http-request set-var(txn.lane) str(green) | txn.lane of shop as str(green) always",
        "http-request set-var(txn.lane) str(green) if { src 10.0.0.0/8 } | txn.lane of shop as str(green)",
        "http-request set-var-fmt(txn.pool) evil | txn.pool of shop as evil always",
        "http-request set-header X-A %[str(evil),set-var(txn.pool)] | txn.pool of shop as %[str(evil),set-var(txn.pool)]",
        "http-request unset-var(txn.pool) if { src 10.0.0.0/8 } | txn.pool of shop as ",
        "http-request set-var(txn.split) str(10000/0/off) if { src ::1 } | txn.split of shop as str(10000/0/off)",
      })
  void aVariableThatDecidesAndIsSetAnewIsFound(String line, String words) throws Exception {
    assertThat(findings(FORWARDED, FORWARDED + "  " + line + "\n"))
        .singleElement()
        .asString()
        .startsWith("the config has " + words);
  }

  @Test
  void aLaneThatIsDrawnForAllOrForNobodyIsFound() throws Exception {
    assertThat(findings(SHARE, "str(green) if !{ var(txn.lane) -m found }"))
        .contains("the plan has txn.lane of shop as str(green) by the share, the config has not");
    assertThat(findings("/split-${p.name}.map", "/split-web.map"))
        .anySatisfy(each ->
            assertThat(each).startsWith("the plan has txn.split of shop as str(api),map_str("));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http-request return status 503 | http-request return",
        "http-request deny if TRUE | http-request deny",
        "http-request redirect location https://evil.example/ | http-request redirect",
        "redirect prefix https://evil.example | redirect",
        "http-request allow | http-request allow",
        "tcp-request connection reject | tcp-request reject",
      })
  void whatEndsEveryRequestNeedsAnExplicitAllow(String line, String action) throws Exception {
    String keyword = action.substring(action.lastIndexOf(' ') + 1);
    assertThat(findings(FORWARDED, FORWARDED + "  " + line + "\n"))
        .containsExactly(
            "the config has an end of every request of shop by "
                + action
                + ", the plan has not; '"
                + keyword
                + "' is not allowed");
    assertThat(findings("  retries 3\n", "  retries 3\n  " + line + "\n"))
        .anySatisfy(each -> assertThat(each).contains("every request of defaults by " + action));
    assertThat(findings(BALANCE, BALANCE + "  " + line + "\n"))
        .anySatisfy(each -> assertThat(each).contains("every request of web.blue by " + action));
    allow(keyword);
    assertThat(findings(FORWARDED, FORWARDED + "  " + line + "\n")).isEmpty();
  }

  @Test
  void serversThatAreSwitchedOffOrLeadElsewhereByAWordAreFound() throws Exception {
    assertThat(findings("default-server check", "default-server disabled check"))
        .contains("the config has every server of web.blue disabled, the plan has not");
    assertThat(findings("  retries 3\n", "  default-server weight 0\n"))
        .contains("the config has every server of defaults weight 0, the plan has not");
    assertThat(findings("weight ${v.weight}", "weight ${v.weight} redir http://evil.example"))
        .anySatisfy(
            each -> assertThat(each).contains("redir http://evil.example, the plan has not"));
    assertThat(findings(BALANCE, BALANCE + "  use-server b1 if TRUE\n"))
        .anySatisfy(each -> assertThat(each).contains("way from web.blue to b1"));
    assertThat(findings("frontend ${s.name}\n", "frontend ${s.name}\n  disabled\n"))
        .contains("the config has shop switched off, the plan has not");
  }

  @Test
  void aListenerWithoutItsTlsOrProxyProtocolIsFound() throws Exception {
    for (String flag : List.of(" ssl", " accept-proxy")) {
      assertThat(findings("${b.address}:${b.port}", "${b.address}:${b.port}" + flag))
          .contains("the plan has listener shop on 127.0.0.1:8080, the config has not");
    }
  }

  @Test
  void linesThatTheProgramMayLeaveOutAreRefused() throws Exception {
    assertThat(findings(USE, ".if 0\n" + USE + ".endif\n"))
        .singleElement()
        .asString()
        .contains("'.if' hides lines");
  }

  @Test
  void whatATemplateMayChangeIsNoFinding() throws Exception {
    assertThat(
            findings(
                FORWARDED,
                FORWARDED
                    + """
                      http-request redirect scheme https code 301 if { path_beg /secure }
                      http-request deny deny_status 403 if { path /admin }
                      http-request return status 200 if { path /up }
                      http-response set-header X-Frame-Options DENY
                      tcp-request connection reject if { src 203.0.113.0/24 }
                    """))
        .isEmpty();
    assertThat(findings("  http-request set-var(txn.lane) var(txn.smoke)", "  # ")).isEmpty();
  }

  private void allow(String keyword) throws Exception {
    template.allow(keyword);
  }

  private List<String> findings(String ours, String theirs) throws Exception {
    return template.findings(ours, theirs);
  }
}
