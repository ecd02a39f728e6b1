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

/// An operator's own Nginx template may change how things are served, not what: servers, listeners,
/// where they lead and which files are read are those of the plan, whatever the template says.
class HostileNginxTemplateTest {
  private static final String SERVER = "server ${v.address} ";
  private static final String LOCATION = "        location / {\n<#if";
  private static final String EVENTS = "events {\n";

  private static final String FLEET =
      """
      services:
        - name: shop
          listen: [{port: 8080}]
          on: {nodes: [edge-1]}
          routes: [{path: /api, pool: api}, {pool: web}]
        - {name: ledger, layer: tcp, listen: [{port: 9000}], on: {nodes: [edge-1]}, routes: [{pool: led}]}
      pools:
        - name: web
          persistence: {kind: cookie, name: SRV}
          lanes:
            blue:
              servers:
                - {name: %s, address: 10.0.0.1, port: 80}
                - {name: b2, address: 10.0.0.2, port: 80, backup: true}
        - {name: api, lanes: {blue: {servers: [{name: a1, address: 10.0.0.3, port: 80}]}}}
        - {name: led, lanes: {blue: {servers: [{name: l1, address: 10.0.0.4, port: 80}]}}}
      """;

  @TempDir private Path overrides;
  private OwnTemplate template;

  @BeforeEach
  void take() {
    template = new OwnTemplate(EngineKind.NGINX, overrides, FLEET.formatted("b1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root /etc; | root",
        "\"alias\" /etc/; | alias",
        "autoindex on; | autoindex",
        "alias off; | alias",
        "try_files $uri /x; | try_files",
        "dav_methods PUT; | dav_methods",
        "proxy_store on; | proxy_store",
        "ssi on; | ssi",
        "fastcgi_pass unix:/run/php.sock; | fastcgi_pass",
        "grpc_pass 203.0.113.9:80; | grpc_pass",
        "content_by_lua_block { evil() } | content_by_lua_block",
        "js_content evil; | js_content",
      })
  void aDirectiveThatServesFilesRunsCodeOrLeadsPastThePoolsIsNamed(String line, String keyword)
      throws Exception {
    String theirs = "location /leak/ { " + line + " deny all; }\n" + LOCATION;
    assertThat(findings(LOCATION, theirs))
        .singleElement()
        .asString()
        .contains("'" + keyword + "'")
        .contains("not allowed");
    allow(keyword);
    assertThat(findings(LOCATION, theirs)).isEmpty();
  }

  @Test
  void aSwitchThatIsOffIsNoFinding() throws Exception {
    assertThat(findings(LOCATION, "autoindex off;\n" + LOCATION)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "user", "include", "index", "server", "perl"})
  void aServerWithTheNameOfADirectiveIsNone(String name) throws Exception {
    assertThat(new OwnTemplate(EngineKind.NGINX, overrides, FLEET.formatted(name)).findings())
        .isEmpty();
  }

  @Test
  void aLocationThatAnswersFromTheNodesOwnFolderIsFound() throws Exception {
    String theirs = "location /html/ { expires 1h; }\n" + LOCATION;
    assertThat(findings(LOCATION, theirs))
        .containsExactly(
            "the config has files of the node at /html/ of 127.0.0.1:8080, the plan has not; 'root' is not"
                + " allowed");
    allow("root");
    assertThat(findings(LOCATION, theirs)).isEmpty();
  }

  @Test
  void aServiceThatLeavesPathsToTheNodesOwnFolderIsFound() throws Exception {
    assertThat(findings(LOCATION, LOCATION.replace("location /", "location /shop/")))
        .containsExactly(
            "the config has files of the node at every other path of 127.0.0.1:8080, the plan has not;"
                + " 'root' is not allowed");
  }

  @Test
  void aDroppedServerIsMissed() throws Exception {
    assertThat(findings("  " + SERVER, "<#if v?is_first>  # </#if>  " + SERVER))
        .contains(
            "the plan has server of web.blue at 10.0.0.1:80 weight 100, the config has not",
            "the plan has server of web.blue.b1 at 10.0.0.1:80 weight 100, the config has not");
  }

  @Test
  void anotherPortIsFound() throws Exception {
    assertThat(findings(SERVER, "server ${v.address?replace('80', '81')} "))
        .contains(
            "the plan has server of web.blue at 10.0.0.1:80 weight 100, the config has not",
            "the plan has server of web.blue at 10.0.0.2:80 weight 100 backup, the config has not",
            "the config has server of web.blue at 10.0.0.1:81 weight 100, the plan has not",
            "the config has server of web.blue at 10.0.0.2:81 weight 100 backup, the plan has not");
  }

  @Test
  void anotherWeightAndAServerThatIsSwitchedOffAreFound() throws Exception {
    assertThat(findings("weight=${v.weight}", "weight=7"))
        .anySatisfy(each -> assertThat(each).contains("at 10.0.0.1:80 weight 7"));
    assertThat(findings(" weight=${v.weight}", ""))
        .anySatisfy(each -> assertThat(each).contains("at 10.0.0.1:80 weight 1,"));
    assertThat(findings("weight=${v.weight}", "weight=${v.weight} down"))
        .anySatisfy(each -> assertThat(each).contains("weight 100 down, the plan has not"));
    assertThat(findings("<#if v.backup> backup</#if>", ""))
        .contains(
            "the plan has server of web.blue at 10.0.0.2:80 weight 100 backup, the config has not");
  }

  @Test
  void anAddedServerIsFound() throws Exception {
    allow("server");
    assertThat(findings("  " + SERVER, "  server 203.0.113.9:80;\n  " + SERVER))
        .contains("the config has server of web.blue at 203.0.113.9:80 weight 1, the plan has not");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen *:9999; | *:9999",
        "listen 9999; | *:9999",
        "listen [::]:9999 ssl; | [::]:9999 ssl",
        "listen 127.0.0.1; | 127.0.0.1:80",
        "listen unix:/tmp/door; | unix:/tmp/door",
        "server_name spy; | *:80",
      })
  void anAddedListenerNeedsAnExplicitAllow(String line, String listener) throws Exception {
    String theirs = "    server { " + line + " return 404; }\n    server_tokens off;\n";
    assertThat(findings("    server_tokens off;\n", theirs))
        .containsExactly(
            "the config has listener " + listener + ", the plan has not; 'listen' is not allowed");
    allow("listen");
    assertThat(findings("    server_tokens off;\n", theirs)).isEmpty();
  }

  @Test
  void anEmptyServerListensToo() throws Exception {
    assertThat(findings("    server_tokens off;\n", "    server { }\n    server_tokens off;\n"))
        .contains("the config has listener *:80, the plan has not; 'listen' is not allowed");
  }

  @Test
  void anotherPathIsNoOtherWayButAnotherNameIs() throws Exception {
    String ours = "proxy_pass http://<@target s/>;";
    for (String path : List.of("/shop/", "$uri?x=1", "$request_uri")) {
      assertThat(findings(ours, "proxy_pass http://<@target s/>" + path + ";")).isEmpty();
    }
    assertThat(findings(ours, "proxy_pass http://<@target s/>$arg_lane;"))
        .contains("the plan has way from 127.0.0.1:8080 to $pm_target_shop, the config has not");
  }

  @Test
  void aListenerThatIsLeftOutOrMovedIsFoundEvenWhenOthersAreAllowed() throws Exception {
    template.allow("listen", "proxy_pass");
    assertThat(findings("${b.address}:${b.port}", "${b.address}:9"))
        .containsExactlyInAnyOrder(
            "the plan has listener 127.0.0.1:8080, the config has not",
            "the plan has way from 127.0.0.1:8080 to $pm_target_shop, the config has not",
            "the plan has listener 127.0.0.1:9000, the config has not",
            "the plan has way from 127.0.0.1:9000 to $pm_to_led, the config has not");
  }

  @Test
  void aListenerWithoutItsTlsIsFound() throws Exception {
    assertThat(findings("${b.address}:${b.port}", "${b.address}:${b.port} ssl"))
        .contains("the plan has listener 127.0.0.1:8080, the config has not");
  }

  @Test
  void anotherWayNeedsAnExplicitAllow() throws Exception {
    String theirs =
        "location /old/ { if ($arg_x) { proxy_pass http://203.0.113.9; } return 404; }\n"
            + LOCATION;
    assertThat(findings(LOCATION, theirs))
        .containsExactly(
            "the config has way from 127.0.0.1:8080 to 203.0.113.9, the plan has not; 'proxy_pass' is not"
                + " allowed");
    allow("proxy_pass");
    assertThat(findings(LOCATION, theirs)).isEmpty();
  }

  @Test
  void aServiceThatLeadsNowhereOrElsewhereIsFoundEvenWhenWaysAreAllowed() throws Exception {
    allow("proxy_pass");
    assertThat(findings("proxy_pass http://<@target s/>;", "return 503;"))
        .containsExactly(
            "the plan has way from 127.0.0.1:8080 to $pm_target_shop, the config has not");
    assertThat(findings("proxy_pass <@target s/>;", "proxy_pass 203.0.113.9:1;"))
        .containsExactly("the plan has way from 127.0.0.1:9000 to $pm_to_led, the config has not");
  }

  @Test
  void aRouteThatIsLeftOutOrLeadsToAnotherPoolIsFound() throws Exception {
    assertThat(findings("\" $pm_to_${r.poolWord};", "\" $pm_to_web;"))
        .containsExactly("the plan has $pm_target_shop as $pm_to_api, the config has not");
    assertThat(findings("\" $pm_to_${r.poolWord};", "\" 203.0.113.9;"))
        .contains("the config has $pm_target_shop as 203.0.113.9, the plan has not");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set $pm_target_shop evil.example;",
        "auth_request_set $pm_target_shop $upstream_http_x;",
        "if ($uri ~ \"(?<pm_target_shop>evil.*)\") { return 404; }",
      })
  void aVariableThatDecidesAndIsSetAnewIsFound(String line) throws Exception {
    assertThat(findings(LOCATION, line + "\n" + LOCATION))
        .anySatisfy(each -> assertThat(each).startsWith("the config has $pm_target_shop as "));
  }

  @Test
  void aLaneThatLeadsToTheOtherLanesServersIsFound() throws Exception {
    assertThat(
            findings(
                "green <#if p.pins>$pm_up_${p.word}_green",
                "green <#if p.pins>$pm_up_${p.word}_blue"))
        .containsExactlyInAnyOrder(
            "the plan has $pm_to_web for green as $pm_up_web_green, the config has not",
            "the config has $pm_to_web for green as $pm_up_web_blue, the plan has not");
    assertThat(findings("default ${l.pool}.${l.lane}", "default ${l.pool}.blue"))
        .contains("the plan has $pm_up_web_green for default as web.green, the config has not");
  }

  @Test
  void anotherFileNeedsAnExplicitAllow() throws Exception {
    String theirs = "include /etc/nginx/conf.d/*.conf;\n" + EVENTS;
    assertThat(findings(EVENTS, theirs))
        .containsExactly(
            "the config has included file /etc/nginx/conf.d/*.conf, the plan has not; 'include' is"
                + " not allowed");
    allow("include");
    assertThat(findings(EVENTS, theirs)).isEmpty();
  }

  @Test
  void aRunTimeFileThatIsNotReadAndAnotherPidFileAreFound() throws Exception {
    assertThat(findings("    include ${state}/servers-@RELEASE@.conf;\n", ""))
        .singleElement()
        .asString()
        .startsWith("the plan has included file ")
        .contains("/servers-@RELEASE@.conf");
    assertThat(findings("pid ${pid};", "pid /tmp/pid;"))
        .anySatisfy(each -> assertThat(each).startsWith("the config has process id in /tmp/pid"));
  }

  @Test
  void aStatusServerThatIsLeftOutIsMissed() throws Exception {
    assertThat(findings("listen ${status};", "listen ${status?replace('9', '8')};"))
        .anySatisfy(each -> assertThat(each).startsWith("the plan has listener 127.0.0.1:"));
  }

  @Test
  void whatATemplateMayChangeIsNoFinding() throws Exception {
    assertThat(
            findings(
                LOCATION,
                """
                add_header X-Frame-Options DENY;
                location = /up { return 200 "{"; }
                location /api/ { proxy_read_timeout 300s; proxy_pass http://<@target s/>; }
                """
                    + LOCATION))
        .isEmpty();
    assertThat(findings("keepalive 32;", "keepalive 64;")).isEmpty();
    assertThat(findings("$pm_now_${p.word}_blue", "")).isEmpty();
  }

  private void allow(String keyword) throws Exception {
    template.allow(keyword);
  }

  private List<String> findings(String ours, String theirs) throws Exception {
    return template.findings(ours, theirs);
  }
}
