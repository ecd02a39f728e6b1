package pointsman.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.value.InvalidValueException;

class ServiceTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-> shop-web",
        "path /api -> shop-api\n-> shop-web",
        "host a.example & header X-Beta=1 -> beta\ncookie c=2 -> gamma\n-> shop-web"
      })
  void routesComeBackAsTheyWereTyped(String text) {
    assertThat(ServiceText.routes(ServiceText.routes(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*:8080",
        "192.0.2.1:443 tls /etc/ssl/shop.pem key /etc/ssl/shop.key proxy",
        "[2001:db8::1]:80\n*:81 proxy"
      })
  void listenersComeBackAsTheyWereTyped(String text) {
    assertThat(ServiceText.listeners(ServiceText.listeners(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"everywhere", "tag:edge region:eu node:edge-1"})
  void placementsComeBackAsTheyWereTyped(String text) {
    assertThat(ServiceText.placement(ServiceText.placement(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop-web",
        "path api -> shop",
        "path /a -> Shop",
        "speed 9 -> shop",
        "header X -> shop",
        "path /a;b -> s"
      })
  void aRouteThatIsNotUnderstoodSaysWhatWouldBe(String text) {
    assertThatThrownBy(() -> ServiceText.routes(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void aListenerNeedsAPortThatExists() {
    assertThatThrownBy(() -> ServiceText.listeners("*:99999"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> ServiceText.listeners("8080")).hasMessageContaining("*:8080");
    assertThatThrownBy(() -> ServiceText.listeners("*:1 tls")).hasMessageContaining("certificate");
  }
}
