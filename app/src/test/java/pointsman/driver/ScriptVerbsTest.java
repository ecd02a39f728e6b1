package pointsman.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pointsman.model.node.Frame;

/// Files in one frame: parted by what none of them holds, or else one by one.
class ScriptVerbsTest {
  private static List<Frame> pack(String config) {
    return ScriptVerbs.pack(
        Map.of("haproxy.cfg", config),
        Map.of("split.map", "1 blue\n"),
        Map.of("haproxy.cfg", "c0", "split.map", "5b"));
  }

  private static String text(Frame frame) {
    return new String(frame.payload(), UTF_8);
  }

  @Test
  void filesArePartedByACharacterThatNoneOfThemHolds() {
    List<Frame> frames = pack("a\u001e\u001fb");
    assertThat(frames).extracting(Frame::verb).containsExactly("PACK", "DATA");
    assertThat(text(frames.get(0)))
        .isEqualTo("size 13\nmark \u001d\nstate 7 5b split.map\nrelease 4 c0 haproxy.cfg\n");
    assertThat(text(frames.get(1))).isEqualTo("1 blue\n\u001da\u001e\u001fb\u001d");
  }

  @Test
  void whatNoShellKeepsGoesOneByOne() {
    assertThat(pack("a\u0000b")).extracting(Frame::verb).doesNotContain("PACK");
    assertThat(pack("\u001e\u001f\u001d\u001c\u0001\u0002"))
        .extracting(Frame::verb)
        .doesNotContain("PACK");
    assertThat(pack("x".repeat(600_000))).extracting(Frame::verb).doesNotContain("PACK");
  }
}
