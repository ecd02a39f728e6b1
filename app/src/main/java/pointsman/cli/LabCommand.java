package pointsman.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lab`: the real fleet on loopback, for trying things out.
@Command(
    name = "lab",
    description =
        "A real fleet on this computer: sshd, HAProxy, Nginx and demo servers on loopback.")
final class LabCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Say what: lab up, down, status, traffic, fault, undo or knob.");
  }

  /// The command with all its own.
  static CommandLine line(Services services, Answer answer) {
    return new CommandLine(new LabCommand())
        .addSubcommand(new LabUpCommand(services, answer))
        .addSubcommand(new Down(services, answer))
        .addSubcommand(new LabStatusCommand(services, answer))
        .addSubcommand(new LabTrafficCommand(services, answer))
        .addSubcommand(new LabFaultCommands.Fault(services, answer))
        .addSubcommand(new LabFaultCommands.Undo(services, answer))
        .addSubcommand(new LabKnobCommand(services, answer))
        .addSubcommand(new DemoServers(services));
  }

  /// `lab down`.
  @Command(name = "down", description = "Ends every process of the lab and removes its files.")
  static final class Down implements Callable<Integer> {
    @Mixin LabPlace place = new LabPlace();

    private final Services services;
    private final Answer answer;

    Down(Services services, Answer answer) {
      this.services = services;
      this.answer = answer;
    }

    @Override
    public Integer call() throws Exception {
      int ended = services.lab().down(place.folder());
      answer
          .text()
          .println(
              "The lab in "
                  + place.folder()
                  + (ended == 0
                      ? " was not running."
                      : " is down; " + ended + " processes ended."));
      answer.document(new Ended(place.folder().toString(), ended));
      return Complaint.DONE;
    }
  }

  /// The document of `lab down`.
  ///
  /// @param dir the lab's folder
  /// @param ended how many processes were ended
  record Ended(String dir, int ended) {}

  /// The demo servers' process, as the lab itself starts it where there is no Java to call.
  @Command(name = "demo-servers", hidden = true)
  static final class DemoServers implements Callable<Integer> {
    @Mixin LabPlace place = new LabPlace();

    private final Services services;

    DemoServers(Services services) {
      this.services = services;
    }

    @Override
    public Integer call() throws Exception {
      services.lab().serveDemo(place.folder());
      return Complaint.DONE;
    }
  }
}
