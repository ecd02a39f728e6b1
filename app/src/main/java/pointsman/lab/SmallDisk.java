package pointsman.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.LabNode;

/// A small disk of a node's own, below its config and its state, so that it can be full without
/// harm to anything else. Run-time files stay off it, as they do on real computers.
final class SmallDisk {
  private static final String NAME = "disk";

  private SmallDisk() {}

  static void mount(LabNode node, int megabytes, LabFolder folder, Commands commands)
      throws FailureException, IOException {
    Path disk = node.folder().resolve(NAME);
    Files.createDirectories(disk);
    String size = "size=" + megabytes + "m,mode=755";
    run(commands, folder, "mount", "-t", "tmpfs", "-o", size, "pointsman-lab", disk.toString());
    for (Path each : List.of(node.etc(), node.state())) {
      Path below = disk.resolve(each.getFileName());
      Files.createDirectories(below);
      run(commands, folder, "mount", "--bind", below.toString(), each.toString());
    }
  }

  private static void run(Commands commands, LabFolder folder, String... words)
      throws FailureException {
    commands.run(List.of(words), folder.dir(), folder.demoLog());
  }

  /// Fills it to the last byte.
  static void fill(LabNode node) throws FailureException {
    Path file = node.folder().resolve(NAME).resolve("full");
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < 2L << 30; written += block.length) {
        out.write(block);
      }
    } catch (IOException _) {
      // that is what was wanted: no space left
    }
    if (node.folder().resolve(NAME).toFile().getUsableSpace() > 0) {
      throw new FailureException(
          new Failure.StepFailed(node.name(), "fill the disk", "there is still room"));
    }
  }

  /// Makes room again.
  static void free(LabNode node) throws IOException {
    Files.deleteIfExists(node.folder().resolve(NAME).resolve("full"));
  }
}
