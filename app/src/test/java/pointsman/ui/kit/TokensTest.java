package pointsman.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final Pattern TOKEN = Pattern.compile("(-pm-[a-z-]+): (#[0-9a-f]{6});");

  private static Map<String, Color> tokens(String selector) throws IOException {
    try (InputStream in = TokensTest.class.getResourceAsStream("/assets/pointsman.css")) {
      String css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int at = css.indexOf("\n" + selector + " {");
      Matcher match = TOKEN.matcher(css.substring(at, css.indexOf('}', at)));
      Map<String, Color> tokens = new HashMap<>();
      while (match.find()) {
        tokens.put(match.group(1), Color.web(match.group(2)));
      }
      return tokens;
    }
  }

  private static double luminance(Color color) {
    double[] parts = {color.getRed(), color.getGreen(), color.getBlue()};
    for (int i = 0; i < 3; i++) {
      parts[i] = parts[i] <= 0.03928 ? parts[i] / 12.92 : Math.pow((parts[i] + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }

  private static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  @ParameterizedTest
  @ValueSource(strings = {".desk", ".desk.dark"})
  void healthColoursAreReadableOnTheirGround(String selector) throws IOException {
    Color ground = selector.endsWith("dark") ? Color.web("#0d1117") : Color.WHITE;
    Map<String, Color> tokens = tokens(selector);

    for (String state : List.of("up", "degraded", "down", "draining", "maintenance", "unknown")) {
      assertThat(tokens).containsKey("-pm-" + state);
      Color color = tokens.getOrDefault("-pm-" + state, ground);
      assertThat(contrast(color, ground)).as(state).isGreaterThanOrEqualTo(4.6);
    }
  }
}
