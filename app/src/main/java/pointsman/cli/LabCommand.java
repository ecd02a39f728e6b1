package pointsman.cli;

import java.io.PrintStream;
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
  static CommandLine line(Services services, PrintStream out, PrintStream err) {
    return new CommandLine(new LabCommand())
        .addSubcommand(new LabUpCommand(services, out, err))
        .addSubcommand(new Down(services, out))
        .addSubcommand(new LabStatusCommand(services, out))
        .addSubcommand(new LabTrafficCommand(services, out, err))
        .addSubcommand(new LabFaultCommands.Fault(services, out))
        .addSubcommand(new LabFaultCommands.Undo(services, out))
        .addSubcommand(new LabKnobCommand(services, out))
        .addSubcommand(new DemoServers(services));
  }

  /// `lab down`.
  @Command(name = "down", description = "Ends every process of the lab and removes its files.")
  static final class Down implements Callable<Integer> {
    @Mixin LabPlace place = new LabPlace();

    private final Services services;
    private final PrintStream out;

    Down(Services services, PrintStream out) {
      this.services = services;
      this.out = out;
    }

    @Override
    public Integer call() throws Exception {
      int ended = services.lab().down(place.folder());
      out.println(
          "The lab in "
              + place.folder()
              + (ended == 0 ? " was not running." : " is down; " + ended + " processes ended."));
      return Complaint.DONE;
    }
  }

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
