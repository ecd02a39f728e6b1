package pointsman.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/// Certificates of their own, with their keys, as both engines read them.
public final class Certificates {
  private Certificates() {}

  /// Writes one, with its key, into one file.
  public static void write(Path pem) throws Exception {
    Path store = Path.of(pem + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=shop",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(Path.of(pem + ".log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    Key key = keys.getKey("a", "changeit".toCharArray());
    Files.writeString(
        pem,
        block("CERTIFICATE", keys.getCertificate("a").getEncoded())
            + block("PRIVATE KEY", key.getEncoded()));
  }

  private static String block(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
