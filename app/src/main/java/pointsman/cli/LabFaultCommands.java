package pointsman.cli;

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
import pointsman.port.LabFaults;

/// `lab fault` and `lab undo`: things that go wrong on a node, and their end.
final class LabFaultCommands {
  private LabFaultCommands() {}

  /// The document of both.
  ///
  /// @param node its name
  /// @param fault the fault's word
  /// @param setting its setting; empty: none
  /// @param active whether it is in force now
  record Told(String node, String fault, String setting, boolean active) {}

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
      return LabFaults.find(kind, setting.orElse(""))
          .orElseThrow(() ->
              new ParameterException(
                  spec.commandLine(),
                  "There is no fault '"
                      + kind
                      + "'. There are: "
                      + LabFaults.examples().stream()
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
    private final Answer answer;

    Fault(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      LabFault fault = target.fault();
      place.load(services.lab()).fault(target.name(), fault);
      answer
          .text()
          .println(
              target.name()
                  + ": "
                  + fault.says()
                  + (fault.once()
                      ? "."
                      : ". Back with: pointsman lab undo"
                          + place.named()
                          + " "
                          + target.name()
                          + " "
                          + fault.word()));
      answer.document(
          new Told(target.name().value(), fault.word(), fault.setting(), !fault.once()));
      return Complaint.DONE;
    }
  }

  /// `lab undo NODE KIND`.
  @Command(name = "undo", description = "Takes a fault back.")
  static final class Undo implements Callable<Integer> {
    @Mixin LabPlace place = new LabPlace();
    @Mixin Target target = new Target();

    private final Services services;
    private final Answer answer;

    Undo(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      LabFault fault = target.fault();
      boolean was = place.load(services.lab()).undo(target.name(), fault);
      answer
          .text()
          .println(
              target.name()
                  + (was ? " is without " : " had no ")
                  + fault.word()
                  + (was ? "." : "; nothing was changed."));
      answer.document(new Told(target.name().value(), fault.word(), fault.setting(), false));
      return Complaint.DONE;
    }
  }
}
