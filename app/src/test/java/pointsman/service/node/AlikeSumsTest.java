package pointsman.service.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A sum that begins with another's is the same sum.
final class AlikeSumsTest {

  @Test
  void areThoseOfEachTextByItself() {
    long seed = ThreadLocalRandom.current().nextLong();
    java.util.Random random = new java.util.Random(seed);
    AlikeSums sums = new AlikeSums();
    String shared = "a line that all of them have, with ü\n".repeat(300);
    for (int i = 0; i < 400; i++) {
      String text =
          switch (random.nextInt(5)) {
            case 0 -> shared.substring(0, random.nextInt(shared.length())) + i;
            case 1 -> i + shared;
            case 2 -> shared;
            default -> shared + "x".repeat(random.nextInt(200)) + i;
          };
      assertThat(sums.of(text)).as("seed %s, text %s", seed, i).isEqualTo(Sha256.of(text));
    }
  }

  @Test
  void areRightForThreadsThatTakeThemAtOnce() {
    AlikeSums sums = new AlikeSums();
    String shared = "shared\n".repeat(2000);
    IntStream.range(0, 2000)
        .parallel()
        .forEach(i -> {
          String text = (i % 3 == 0 ? "other\n".repeat(1500) : shared) + i;
          assertThat(sums.of(text)).isEqualTo(Sha256.of(text));
        });
  }
}
