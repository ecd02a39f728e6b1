package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// An ordinary user: ourselves, or one that is made for a test by root and removed after it.
///
/// @param name of the user
/// @param made the uid, when it was made
public record OrdinaryUser(String name, Optional<String> made) implements AutoCloseable {
  /// Ourselves, or a new one.
  public static OrdinaryUser make() throws Exception {
    if (!Owner.find().isRoot()) {
      return new OrdinaryUser(Owner.find().name(), Optional.empty());
    }
    String name = "ptlab" + ProcessHandle.current().pid();
    assertThat(run(List.of("useradd", "-M", "-d", "/tmp", "-s", "/bin/sh", name))).isEmpty();
    return new OrdinaryUser(name, Optional.of(run(List.of("id", "-u", name)).getFirst()));
  }

  /// A command of this user's: a program on the classes that were lent.
  public List<String> java(Path classes, Class<?> program, Path folder) {
    List<String> command = new ArrayList<>(prefix());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes.toString(),
            program.getName(),
            folder.toString()));
    return command;
  }

  private List<String> prefix() {
    return made.map(uid ->
            List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + uid,
                "--clear-groups",
                "env",
                "-u",
                "XDG_RUNTIME_DIR",
                "HOME=/tmp",
                "USER=" + name))
        .orElse(List.of());
  }

  /// Makes a folder this user's.
  public void give(Path folder) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(
        folder.getParent(), java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    if (made.isPresent()) {
      run(List.of("chown", name, folder.toString()));
    }
  }

  /// Copies the classes that a lab needs to where the user may read them.
  public Path lend(Path target, Class<?> program) throws Exception {
    for (Class<?> each : List.of(LocalLab.class, program)) {
      Path source = Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (String room : List.of("lab", "port", "model")) {
        Path from = source.resolve("pointsman").resolve(room);
        Path to = target.resolve("pointsman");
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
          run(List.of("cp", "-r", from.toString(), to.toString()));
        }
      }
    }
    run(List.of("chmod", "-R", "a+rX", target.toString()));
    return target;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (made.isPresent()) {
      run(List.of("userdel", name));
    }
  }

  static List<String> run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().toList();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }
}
