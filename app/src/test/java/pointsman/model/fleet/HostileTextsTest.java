package pointsman.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.model.plan.ReleaseId;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Every type that holds a text which can reach a config, a command or a path, against texts that
/// would be more there than a value.
final class HostileTextsTest {
  /// Each type's constructor, giving back the text that it keeps.
  private static final Map<String, Function<String, String>> TYPES =
      Map.ofEntries(
          Map.entry("name", text -> new Name(text).value()),
          Map.entry("host", text -> new Host(text).value()),
          Map.entry("token", text -> new Token(text).value()),
          Map.entry("match", text -> new MatchText(text).value()),
          Map.entry("url", text -> new UrlPath(text).value()),
          Map.entry("file", text -> new FilePath(text).value()),
          Map.entry("cidr", text -> new Cidr(text).value()),
          Map.entry("release", text -> new ReleaseId(text).value()),
          Map.entry("user", Node::checkUser),
          Map.entry("identity", Node::checkIdentity));

  /// A right value of each.
  private static final Map<String, String> RIGHT =
      Map.ofEntries(
          Map.entry("name", "shop-web"),
          Map.entry("host", "web.example.org"),
          Map.entry("token", "X-Beta"),
          Map.entry("match", "beta 1"),
          Map.entry("url", "/api/v1"),
          Map.entry("file", "/etc/pointsman"),
          Map.entry("cidr", "10.9.0.0/16"),
          Map.entry("release", "20261123T142009Z-7c1e09ab"),
          Map.entry("user", "ops"),
          Map.entry("identity", "~/.ssh/id_ed25519"));

  /// What no text may hold, wherever it stands.
  private static final List<String> FORBIDDEN =
      List.of(
          "\n",
          "\r",
          "\t",
          "\u0000",
          "\u0007",
          "\u001b[2J",
          "\u007f",
          "\u0085",
          "\u009b",
          "'",
          "\"",
          "`",
          "\\",
          "{",
          "}",
          "${x}",
          "$x",
          "%{x}",
          "%[x]",
          ";",
          "#",
          "|",
          "&&",
          "<",
          ">",
          "(",
          ")",
          "*",
          "!",
          "^",
          "[",
          "\u00a0",
          "\u200b",
          "\u202e",
          "\u2066",
          "\u2028",
          "\ufeff",
          "\u0430",
          "\u03bf",
          "\uff0f",
          "\u2010",
          "\u2044",
          "\u0131",
          "\u212a",
          "\ud800",
          "\ue000",
          "\ud83d\ude00",
          "@RELEASE@\n",
          "/../");

  static Stream<String> types() {
    return TYPES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("types")
  void keepsARightValue(String type) {
    assertThat(make(type, right(type))).isEqualTo(right(type));
  }

  @ParameterizedTest
  @MethodSource("types")
  void refusesWhatIsForbiddenBeforeInsideAndBehindARightValue(String type) {
    String right = right(type);
    int middle = right.length() / 2;
    for (String bad : FORBIDDEN) {
      for (String text :
          List.of(
              bad,
              bad + right,
              right + bad,
              right.substring(0, middle) + bad + right.substring(middle))) {
        assertRefused(type, text);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void refusesTheEmptyTheBlankTheEndlessAndTheLeadingDash(String type) {
    for (String text :
        List.of("", " ", " " + right(type), right(type) + " ", "-rf", "--config=/x")) {
      assertRefused(type, text);
    }
    assertRefused(type, right(type) + "x".repeat(5000));
  }

  @ParameterizedTest
  @CsvSource({
    "host, 0x7f.1",
    "host, 0x7f000001",
    "host, 0177.0.0.1",
    "host, 127.1",
    "host, 2130706433",
    "host, web.1",
    "host, WEB.example.org",
    "host, Web.example.org",
    "host, web..example.org",
    "host, .web",
    "host, web.",
    "host, web-",
    "host, [::1]",
    "host, fe80::1%eth0",
    "host, 1::2::3",
    "host, 1:2:3:4:5:6:7:8:9",
    "host, ::12345",
    "host, 256.0.0.1",
    "cidr, 10.0.0.0/33",
    "cidr, 10.0.0.0/08",
    "cidr, 10.0.0.0/",
    "cidr, 10.0.0.0/-1",
    "cidr, ::/129",
    "cidr, web.example.org/8",
    "match, a/../b",
    "match, a/..",
    "match, ..",
    "match, a../b",
    "url, api",
    "url, /a/../b",
    "url, /a/..",
    "url, /.",
    "url, /a/./b",
    "url, /%2e%2e/b",
    "url, /.%2E/b",
    "url, /a%2f..%2fb",
    "url, /a%5c..%5cb",
    "url, /a%00b",
    "url, /a%0d%0aSet-Cookie:x",
    "url, /a%1Bb",
    "url, /a%7fb",
    "url, /a%",
    "url, /a%2",
    "url, /a%zz",
    "url, /a b",
    "file, etc/pointsman",
    "file, /",
    "file, /etc/",
    "file, //etc",
    "file, /etc//pointsman",
    "file, /etc/./x",
    "file, /etc/..",
    "file, ~/x",
    "token, _x",
    "token, a b",
    "token, a:b",
    "token, a=b",
    "release, 20261123T142009Z-7C1E09AB",
    "release, 20261123T142009Z-7c1e09a",
    "user, ops@host",
    "user, 1ops",
    "identity, key",
    "identity, ~root/key",
    "identity, ~/a/../b"
  })
  void refusesWhatItsOwnReaderWouldTakeForSomethingElse(String type, String text) {
    assertRefused(type, text);
  }

  @ParameterizedTest
  @CsvSource({
    "host, _acme.example.org, _acme.example.org",
    "host, db1, db1",
    "host, 1a.example, 1a.example",
    "host, 192.0.2.1, 192.0.2.1",
    "host, ::, ::",
    "host, 0:0:0:0:0:0:0:1, ::1",
    "host, 2001:DB8::00A1, 2001:db8::a1",
    "host, 2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "host, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "host, 1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "host, 1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "host, ::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "host, ::FFFF:c000:0201, ::ffff:192.0.2.1",
    "cidr, 10.9.0.0/16, 10.9.0.0/16",
    "cidr, 10.9.1.1, 10.9.1.1",
    "cidr, 0.0.0.0/0, 0.0.0.0/0",
    "cidr, 2001:DB8:0::/32, 2001:db8::/32",
    "match, 1.0.0-rc.1+build, 1.0.0-rc.1+build",
    "match, text/html, text/html",
    "match, a..b, a..b",
    "url, /, /",
    "url, /a%20b, /a%20b",
    "url, /health?full=1&x=%2E, /health?full=1&x=%2E",
    "url, /.well-known/acme, /.well-known/acme",
    "url, /a..b/...c, /a..b/...c",
    "file, /etc/nginx/nginx.conf, /etc/nginx/nginx.conf",
    "file, /srv/a@b+c_d-e.f, /srv/a@b+c_d-e.f",
    "token, uid, uid",
    "user, _apt, _apt",
    "identity, /keys/with space, /keys/with space"
  })
  void keepsWhatIsHarmlessAndAnAddressInItsUsualForm(String type, String text, String kept) {
    assertThat(make(type, text)).isEqualTo(kept);
    assertThat(make(type, kept)).isEqualTo(kept);
  }

  /// Whatever a type lets through is made of these, and of nothing else.
  private static final Map<String, Pattern> SAFE =
      Map.of(
          "match", Pattern.compile("[A-Za-z0-9._~+,=:@/ -]+"),
          "url", Pattern.compile("[A-Za-z0-9._~+,=:@%/?&-]+"),
          "identity", Pattern.compile("[A-Za-z0-9_.~/ @+-]+"));

  private static final Pattern ONE_PLAIN_WORD = Pattern.compile("[A-Za-z0-9_.:/@+-]+");

  private static final Set<String> BRACKETED = Set.of("cidr", "host");

  @Property(tries = 3000)
  void letsNothingThroughThatCouldBeMoreThanAValue(@ForAll("nastyTexts") String text) {
    TYPES.forEach((type, make) -> {
      Optional<String> kept = kept(make, text);
      kept.ifPresent(value -> {
        assertThat(value).as(type).matches(SAFE.getOrDefault(type, ONE_PLAIN_WORD));
        assertThat(value).as(type).doesNotStartWith("-").isEqualTo(value.strip());
        assertThat(value.split("[/?]")).as(type).doesNotContain("..");
        if (!BRACKETED.contains(type)) {
          assertThat(value).as(type).isEqualTo(text);
        }
      });
    });
  }

  @Provide
  Arbitrary<String> nastyTexts() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "a",
            "b1",
            "shop",
            "X-Beta",
            "10.0.0.1",
            "::1",
            "/",
            "/api",
            ".",
            "..",
            "-",
            "_",
            ":",
            "%",
            "%2e",
            "%2f",
            "%0a",
            "?",
            "&",
            "=",
            " ",
            "\n",
            "\t",
            ";",
            "{",
            "}",
            "#",
            "\\",
            "'",
            "\"",
            "$",
            "\u0000",
            "\u202e",
            "\u0430",
            "~",
            "@",
            "+",
            ",",
            "8",
            "24",
            "0x7f",
            "20261123T142009Z-7c1e09ab");
    return piece.list().ofMinSize(1).ofMaxSize(6).map(pieces -> String.join("", pieces));
  }

  private static Optional<String> kept(Function<String, String> make, String text) {
    try {
      return Optional.of(make.apply(text));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  private static String make(String type, String text) {
    return java.util.Objects.requireNonNull(TYPES.get(type)).apply(text);
  }

  private static String right(String type) {
    return java.util.Objects.requireNonNull(RIGHT.get(type));
  }

  private static void assertRefused(String type, String text) {
    assertThatThrownBy(() -> make(type, text))
        .as(type + " of " + Printable.quote(text))
        .isInstanceOfSatisfying(
            InvalidValueException.class,
            refusal -> {
              assertThat(refusal.problem()).isEqualTo(Printable.line(refusal.problem()));
              assertThat(refusal.problem().length()).isLessThan(300);
              assertThat(refusal.expected()).isNotBlank();
            });
  }

  @Property
  void neverFailsInAnyOtherWay(@ForAll String text) {
    TYPES
        .values()
        .forEach(make -> assertThatCode(() -> kept(make, text)).doesNotThrowAnyException());
  }
}
