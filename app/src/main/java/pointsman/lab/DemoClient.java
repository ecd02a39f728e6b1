package pointsman.lab;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// Talks to the process of the demo servers.
final class DemoClient {
  private final LabFolder folder;

  DemoClient(LabFolder folder) {
    this.folder = folder;
  }

  /// Says a line and gives the answer without its `ok`.
  String ask(String line) throws FailureException {
    String answer;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.demoSocket()));
      Channels.newOutputStream(channel).write((line + "\n").getBytes(StandardCharsets.UTF_8));
      answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8)
              .strip();
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              folder.dir().toString(),
              "the demo servers do not answer: " + e.getMessage(),
              "Start the lab again: 'pointsman lab up --dir " + folder.dir() + "'."),
          e);
    }
    if (!answer.startsWith("ok")) {
      throw new FailureException(
          new Failure.LocalFile(
              folder.dir().toString(),
              "the demo servers refuse '" + line + "': " + answer,
              "See 'pointsman lab status --dir " + folder.dir() + "'."));
    }
    return answer.substring(2).strip();
  }

  /// Whether the process answers.
  boolean answers() {
    try {
      ask("ping");
      return true;
    } catch (FailureException _) {
      return false;
    }
  }
}
