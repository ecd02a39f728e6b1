package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.driver.Text;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.SplitKey;

/// A pool's split and audience as the frontend's template needs them.
final class AudienceInput {
  private AudienceInput() {}

  static Map<String, Object> of(Pool pool) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", new Text(pool.name().value()));
    String kind =
        switch (pool.splitKey()) {
          case SplitKey.Cookie _ -> "cookie";
          case SplitKey.Header _ -> "header";
          case SplitKey.ClientAddress _ -> "address";
          case SplitKey.BucketCookie _ -> "bucket";
        };
    values.put("key", kind);
    values.put(
        "keyName",
        switch (pool.splitKey()) {
          case SplitKey.Cookie cookie -> new Text(cookie.name().value());
          case SplitKey.Header header -> new Text(header.name().value());
          case SplitKey.ClientAddress _ -> new Text("");
          case SplitKey.BucketCookie cookie -> new Text(cookie.name().value());
        });
    List<Map<String, Object>> rules = new ArrayList<>();
    pool.audience().forEach(rule -> rules.add(rule(rule)));
    values.put("audience", rules);
    return values;
  }

  private static Map<String, Object> rule(AudienceRule rule) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("to", rule.lane().word());
    switch (rule.match()) {
      case AudienceRule.Match.Header header -> {
        values.put("kind", "header");
        values.put("name", new Text(header.name().value()));
        values.put("values", List.of(new Text(header.equals().value())));
      }
      case AudienceRule.Match.Cookie cookie -> {
        values.put("kind", "cookie");
        values.put("name", new Text(cookie.name().value()));
        values.put("values", List.of(new Text(cookie.equals().value())));
      }
      case AudienceRule.Match.Networks networks -> {
        values.put("kind", "network");
        values.put(
            "values", networks.networks().stream().map(each -> new Text(each.value())).toList());
      }
      case AudienceRule.Match.Device device -> {
        values.put("kind", "device");
        values.put("family", device.family().word());
      }
      case AudienceRule.Match.Users users -> {
        values.put("kind", "user");
        values.put("values", users.ids().stream().map(each -> new Text(each.value())).toList());
      }
    }
    return values;
  }
}
