package pointsman.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.Lab;
import pointsman.port.RunningLab;

/// Which lab a command means.
final class LabPlace {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The lab's folder (default: 'lab' in the home).")
  Optional<Path> dir = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  /// The folder.
  Path folder() {
    RootCommand root = (RootCommand) spec.root().userObject();
    return dir.orElseGet(() -> root.home.resolve("lab"));
  }

  /// How a command names it: the option as it was given, nothing for the default.
  String named() {
    return dir.map(given -> " --dir " + given).orElse("");
  }

  /// The lab there.
  RunningLab load(Lab lab) throws FailureException {
    Path folder = folder();
    return lab.find(folder)
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("lab", folder.toString(), List.of())));
  }
}
