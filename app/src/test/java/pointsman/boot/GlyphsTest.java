package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A language is spoken only where a font has its characters.
final class GlyphsTest {
  /// Says what is missing for Chinese.
  static final class Asking {
    private Asking() {}

    /// No arguments.
    public static void main(String[] none) {
      System.out.println(
          Glyphs.missing(Locale.SIMPLIFIED_CHINESE)
              .map(why -> why.summary() + " " + why.action())
              .orElse("all there"));
    }
  }

  @Test
  void whereNoFontHasChineseItIsSaidWithItsMend(@TempDir Path folder) throws Exception {
    Path config = folder.resolve("fonts.conf");
    Files.writeString(
        config,
        """
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>%s</cachedir></fontconfig>
        """
            .formatted(folder.resolve("cache")));
    ProcessBuilder asking =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.home=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            Asking.class.getName());
    asking.environment().put("FONTCONFIG_FILE", config.toString());
    Process process = asking.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("none of them has Chinese characters")
        .contains("fonts-droid-fallback");
  }

  @Test
  void englishNeedsNothing() {
    assertThat(Glyphs.missing(Locale.ENGLISH)).isEmpty();
  }
}
