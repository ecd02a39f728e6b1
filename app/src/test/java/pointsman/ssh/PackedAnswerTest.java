package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An answer that came packed, as a node's gzip makes it.
final class PackedAnswerTest {
  private static final int MOST = 100_000;
  private static final byte[] TEXT =
      "server b1 127.0.0.1:80\n".repeat(900).getBytes(StandardCharsets.UTF_8);

  private static byte[] packed(byte[] text) throws IOException {
    ByteArrayOutputStream into = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(into)) {
      gzip.write(text);
    }
    return into.toByteArray();
  }

  private static byte[] take(byte[] stream) throws Exception {
    Inbox inbox = new Inbox(1 << 20);
    inbox.write(stream);
    inbox.close();
    return new PackedAnswer(MOST).take(inbox, Deadline.in(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, MOST})
  void everyByteComesAsItWas(int size) throws Exception {
    byte[] text = new byte[size];
    new Random(size).nextBytes(text);
    assertThat(take(packed(text))).isEqualTo(text);
  }

  @Test
  void whatFollowsItStaysForTheNextReader() throws Exception {
    Inbox inbox = new Inbox(1 << 20);
    Deadline deadline = Deadline.in(Duration.ofSeconds(30));
    inbox.write(packed(TEXT));
    inbox.write(packed("second".getBytes(StandardCharsets.UTF_8)));
    inbox.write("OK".getBytes(StandardCharsets.UTF_8));
    assertThat(new PackedAnswer(MOST).take(inbox, deadline)).isEqualTo(TEXT);
    assertThat(new PackedAnswer(MOST).take(inbox, deadline)).asString().isEqualTo("second");
    assertThat(inbox.take(2, deadline)).asString().isEqualTo("OK");
    assertThat(inbox.hasUnread()).isFalse();
  }

  @Test
  void itMayComeByteByByte() throws Exception {
    Inbox inbox = new Inbox(1 << 20);
    byte[] stream = packed(TEXT);
    Thread slow =
        Thread.ofVirtual()
            .start(() -> {
              for (byte each : stream) {
                inbox.write(each);
              }
            });
    assertThat(new PackedAnswer(MOST).take(inbox, Deadline.in(Duration.ofSeconds(30))))
        .isEqualTo(TEXT);
    slow.join();
  }

  @Test
  void oneThatBreaksOffAnywhereIsNoAnswer() throws Exception {
    byte[] stream = packed(TEXT);
    for (int length = 0; length < stream.length; length++) {
      byte[] part = Arrays.copyOf(stream, length);
      assertThatThrownBy(() -> take(part)).as("%d bytes", length).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void oneThatWasChangedAnywhereIsNoOtherAnswer() throws Exception {
    byte[] stream = packed(TEXT);
    int refused = 0;
    for (int at = 0; at < stream.length; at++) {
      byte[] changed = stream.clone();
      changed[at] ^= 0x10;
      try {
        assertThat(take(changed)).as("byte %d", at).isEqualTo(TEXT);
      } catch (IOException e) {
        refused++;
      }
    }
    // A time of four bytes, two of hints, and bits that fill the last byte of the stream mean
    // nothing to the text.
    assertThat(refused).isGreaterThanOrEqualTo(stream.length - 7);
  }

  @Test
  void oneThatUnpacksToMoreThanAllowedIsRefused() throws Exception {
    byte[] stream = packed(new byte[MOST + 1]);
    assertThatThrownBy(() -> take(stream)).hasMessageContaining("more than 100000 bytes");
  }
}
