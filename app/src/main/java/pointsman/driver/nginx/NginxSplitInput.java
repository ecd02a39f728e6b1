package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.driver.Text;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.SplitKey;

/// A pool's split and audience as the template needs them.
final class NginxSplitInput {
  private NginxSplitInput() {}

  static Map<String, Object> of(Pool pool, boolean http, String state) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", NginxInput.text(pool.name()));
    values.put("word", NginxInput.word(pool.name().value()));
    values.put("http", http);
    values.put("state", new Text(state));
    values.put("key", "address");
    values.put("keyName", new Text(""));
    values.put("keyWord", "");
    if (pool.splitKey() instanceof SplitKey.Cookie cookie && !cookie.name().value().contains("-")) {
      values.put("key", "cookie");
      values.put("keyName", NginxInput.text(cookie.name()));
    } else if (pool.splitKey() instanceof SplitKey.Header header) {
      values.put("key", "header");
      values.put("keyName", NginxInput.text(header.name()));
      values.put("keyWord", NginxInput.headerWord(header.name().value()));
    }
    List<Map<String, Object>> rules = new ArrayList<>();
    pool.audience().forEach(rule -> rules.add(rule(rule)));
    values.put("audience", rules);
    return values;
  }

  private static Map<String, Object> rule(AudienceRule rule) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(
        "to",
        switch (rule.lane()) {
          case CANDIDATE -> "candidate";
          case LIVE -> "live";
          case BLUE -> "blue";
          case GREEN -> "green";
        });
    switch (rule.match()) {
      case AudienceRule.Match.Header header -> {
        values.put("kind", "header");
        values.put("word", NginxInput.headerWord(header.name().value()));
        values.put("values", List.of(NginxInput.text(header.equals())));
      }
      case AudienceRule.Match.Cookie cookie -> {
        values.put("kind", "cookie");
        values.put("name", NginxInput.text(cookie.name()));
        values.put("values", List.of(NginxInput.text(cookie.equals())));
      }
      case AudienceRule.Match.Networks networks -> {
        values.put("kind", "network");
        values.put("values", networks.networks().stream().map(NginxInput::text).toList());
      }
      case AudienceRule.Match.Device device -> {
        values.put("kind", "device");
        values.put(
            "family",
            switch (device.family()) {
              case IOS -> "ios";
              case ANDROID -> "android";
              case DESKTOP -> "desktop";
            });
      }
      case AudienceRule.Match.Users users -> {
        values.put("kind", "user");
        values.put("values", users.ids().stream().map(NginxInput::text).toList());
      }
    }
    return values;
  }
}
