package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ranges of four digits as regular expressions.
class DigitRangeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 9999",
    "9999, 9999",
    "0, 99",
    "990, 1010",
    "1, 9998",
    "1234, 1234",
    "1000, 1999",
    "5, 50",
    "4999, 5000",
    "123, 9870"
  })
  void matchesJustTheNumbersOfTheRange(int from, int to) {
    Pattern regex = Pattern.compile("^(" + DigitRange.regex(from, to) + ")$");
    for (int i = 0; i < 10_000; i++) {
      assertThat(regex.matcher("%04d".formatted(i)).matches())
          .as("%d in %d-%d by %s", i, from, to, regex)
          .isEqualTo(i >= from && i <= to);
    }
  }

  @Test
  void isShort() {
    assertThat(DigitRange.regex(990, 1010)).isEqualTo("099[0-9]|1(0(0[0-9]|10))");
    assertThat(DigitRange.regex(0, 499)).isEqualTo("0[0-4][0-9][0-9]");
  }
}
