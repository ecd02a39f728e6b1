package pointsman.cli;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pointsman.model.fleet.Name;
import pointsman.port.LabFault;

/// `lab fault` and `lab undo`: things that go wrong on a node, and their end.
final class LabFaultCommands {
  private LabFaultCommands() {}

  /// Which node and which fault.
  static final class Target {
    @Parameters(index = "0", paramLabel = "NODE", description = "The node.")
    String node = "";

    @Parameters(index = "1", paramLabel = "KIND", description = "The fault; a wrong one lists all.")
    String kind = "";

    @Parameters(
        index = "2",
        arity = "0..1",
        paramLabel = "SETTING",
        description = "A holder, a port or milliseconds, where the fault has one.")
    Optional<String> setting = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    Name name() {
      return new Name(node);
    }

    LabFault fault() {
      return LabFault.find(kind, setting.orElse(""))
          .orElseThrow(() ->
              new ParameterException(
                  spec.commandLine(),
                  "There is no fault '"
                      + kind
                      + "'. There are: "
                      + LabFault.examples().stream()
                          .map(LabFault::word)
                          .collect(Collectors.joining(", "))
                      + "."));
    }
  }

  /// `lab fault NODE KIND [SETTING]`.
  @Command(name = "fault", description = "Puts a fault on a node.")
  static final class Fault implements Callable<Integer> {
    @Mixin LabPlace place = new LabPlace();
    @Mixin Target target = new Target();

    private final Services services;
    private final PrintStream out;

    Fault(Services services, PrintStream out) {
      this.services = services;
      this.out = out;
    }

    @Override
    public Integer call() throws Exception {
      LabFault fault = target.fault();
      place.load(services.lab()).fault(target.name(), fault);
      out.println(
          target.name()
              + ": "
              + fault.says()
              + (fault.once()
                  ? "."
                  : ". Back with: pointsman lab undo " + target.name() + " " + fault.word()));
      return Complaint.DONE;
    }
  }

  /// `lab undo NODE KIND`.
  @Command(name = "undo", description = "Takes a fault back.")
  static final class Undo implements Callable<Integer> {
    @Mixin LabPlace place = new LabPlace();
    @Mixin Target target = new Target();

    private final Services services;
    private final PrintStream out;

    Undo(Services services, PrintStream out) {
      this.services = services;
      this.out = out;
    }

    @Override
    public Integer call() throws Exception {
      LabFault fault = target.fault();
      place.load(services.lab()).undo(target.name(), fault);
      out.println(target.name() + " is without " + fault.word() + ".");
      return Complaint.DONE;
    }
  }
}
