package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pointsman.driver.Text;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Token;

/// A pool's split and audience as the template needs them.
final class NginxSplitInput {
  private final Pool pool;
  private final boolean http;
  private final CookieNames cookies;

  NginxSplitInput(Pool pool, boolean http, CookieNames cookies) {
    this.pool = pool;
    this.http = http;
    this.cookies = cookies;
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", Spelling.text(pool.name()));
    values.put("word", Spelling.word(pool.name()));
    values.put("http", http);
    switch (pool.splitKey()) {
      case SplitKey.ClientAddress _ ->
          key(values, "address", "remote_addr", "the client's address");
      case SplitKey.Cookie cookie ->
          key(
              values,
              "present",
              cookies.variable(cookie.name().value()).value(),
              "cookie " + cookie.name());
      case SplitKey.Header header ->
          key(values, "present", headerVariable(header.name()), "header " + header.name());
      case SplitKey.BucketCookie cookie ->
          key(
              values,
              "bucket",
              cookies.variable(cookie.name().value()).value(),
              "bucket cookie " + cookie.name());
    }
    values.put("pins", LaneServer.pins(pool, http));
    List<Map<String, Object>> rules = new ArrayList<>();
    pool.audience().forEach(rule -> rules.add(rule(rule)));
    values.put("audience", rules);
    return values;
  }

  private static void key(Map<String, Object> values, String kind, String variable, String says) {
    values.put("key", kind);
    values.put("keyVariable", new Text(variable));
    values.put("keySays", new Text(says));
  }

  /// The variable that holds a request's header, without its `$`: Nginx does not tell `-` from `_`,
  /// nor case.
  static String headerVariable(Token header) {
    return "http_" + header.value().toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private Map<String, Object> rule(AudienceRule rule) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("to", rule.lane().word());
    switch (rule.match()) {
      case AudienceRule.Match.Header header ->
          equality(values, headerVariable(header.name()), header.equals());
      case AudienceRule.Match.Cookie cookie ->
          equality(values, cookies.variable(cookie.name().value()).value(), cookie.equals());
      case AudienceRule.Match.Networks networks -> {
        values.put("kind", "network");
        values.put("values", NginxServiceInput.networks(networks.networks()));
      }
      case AudienceRule.Match.Device device -> {
        values.put("kind", "device");
        values.put("family", device.family().word());
      }
      case AudienceRule.Match.Users users -> {
        values.put("kind", "match");
        values.put("variable", new Text("pm_key_" + Spelling.word(pool.name())));
        values.put(
            "values",
            users.ids().stream().map(each -> Spelling.whole(each.value())).distinct().toList());
      }
    }
    return values;
  }

  private static void equality(Map<String, Object> values, String variable, MatchText equals) {
    values.put("kind", "match");
    values.put("variable", new Text(variable));
    values.put("values", List.of(Spelling.whole(equals.value())));
  }
}
