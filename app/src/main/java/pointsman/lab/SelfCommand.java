package pointsman.lab;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/// How a part of this program is started as a process of its own: by the Java that runs us, or,
/// where an installed program has none to call, by the program itself.
final class SelfCommand {
  private SelfCommand() {}

  /// A command for a class with a `main`.
  ///
  /// @param main the class; needs nothing but this program's own classes
  /// @param word the `lab` command of the program that does the same
  /// @param folder the lab's, its only argument
  static List<String> of(Class<?> main, String word, LabFolder folder) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    CodeSource source = main.getProtectionDomain().getCodeSource();
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(java) && source != null) {
      command.add(java.toString());
      command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      // else each that is killed leaves a file in the temporary folder
      command.add("-XX:-UsePerfData");
      command.addAll(List.of("-Xss512k", "-Xmx256m", "-cp", place(source), main.getName()));
    } else {
      command.add(ProcessHandle.current().info().command().orElse("pointsman"));
      command.addAll(List.of("lab", word, "--dir"));
    }
    command.add(folder.dir().toString());
    return command;
  }

  private static String place(CodeSource source) {
    try {
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("our own classes have no place", e);
    }
  }
}
