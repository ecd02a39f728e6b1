package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;

/// The node's script as a process beside us, spoken to in frames.
final class NodeScriptProcess implements AutoCloseable {
  private static final Path SCRIPT = Path.of("../installer/node/pointsman-node");
  private final Process process;

  NodeScriptProcess(Path state, Path binary, Path pid) throws IOException {
    this(state, binary, pid, System.getenv("PATH"));
  }

  /// @param path where it finds its programs
  NodeScriptProcess(Path state, Path binary, Path pid, String path) throws IOException {
    this(Files.readString(SCRIPT), state, binary, pid, path);
  }

  /// One whose watcher looks ten times as often: what takes 30 s takes 3.
  static NodeScriptProcess hasty(Path state, Path binary, Path pid) throws IOException {
    String script = Files.readString(SCRIPT);
    String hasty = script.replace("\nwatch=4\n", "\nwatch=0.4\n");
    assertThat(hasty).isNotEqualTo(script);
    return new NodeScriptProcess(hasty, state, binary, pid, System.getenv("PATH"));
  }

  private NodeScriptProcess(String script, Path state, Path binary, Path pid, String path)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", script, "pointsman-node")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", path);
    builder.environment().put("TMPDIR", state.toString());
    process = builder.start();
    line();
    String setup =
        "engine nginx\nroot %s\nstate %s\nbinary %s\npid %s\n".formatted(state, state, binary, pid);
    ScriptAnswer answer = ask(new Frame("SETUP", setup.getBytes(US_ASCII)));
    if (!answer.ok()) {
      throw new IOException(answer.text());
    }
  }

  ScriptAnswer ask(Frame frame) throws IOException {
    return ask(List.of(frame));
  }

  /// Sends frames that have one answer.
  ScriptAnswer ask(List<Frame> frames) throws IOException {
    for (Frame frame : frames) {
      byte[] payload = frame.payload();
      String header = "%-63s%n".formatted(frame.verb() + " " + payload.length);
      process.getOutputStream().write(header.getBytes(US_ASCII));
      process.getOutputStream().write(payload);
    }
    process.getOutputStream().flush();
    String[] words = line().split(" ", -1);
    String text =
        new String(process.getInputStream().readNBytes(Integer.parseInt(words[2])), US_ASCII);
    return new ScriptAnswer(words[0].equals("OK"), words.length > 3 ? words[3] : "", text);
  }

  private String line() throws IOException {
    InputStream in = process.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the script ended: " + line);
      }
      line.append((char) c);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor(10, TimeUnit.SECONDS);
    process.destroyForcibly();
  }
}
