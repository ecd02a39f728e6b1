package pointsman.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How a process ends that has waited at sockets.
final class ProcessEndTest {
  @Test
  void theSystemCanBeAsked() {
    assertThat(ProcessEnd.systemExit().type())
        .isEqualTo(MethodType.methodType(void.class, int.class));
  }

  @Test
  void theCodeIsToldAndWhatWasSaidIsThere() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ProcessEndTest.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEqualTo("all is said\n");
    assertThat(process.exitValue()).isEqualTo(4);
  }

  public static void main(String[] args) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("a hook ran")));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              socket.getInputStream().read();
            } catch (java.io.IOException e) {
              // It ends with the process.
            }
          });
      System.out.println("all is said");
      ProcessEnd.now(4);
    }
  }
}
