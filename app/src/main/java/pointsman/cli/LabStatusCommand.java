package pointsman.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pointsman.port.LabFault;
import pointsman.port.LabStatus;

/// `lab status`: what answers and what does not.
@Command(name = "status", description = "Shows what answers; exit 3 when a part does not.")
final class LabStatusCommand implements Callable<Integer> {
  @Mixin LabPlace place = new LabPlace();

  private final Services services;
  private final Answer answer;

  LabStatusCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  @Override
  public Integer call() throws Exception {
    LabStatus status = place.load(services.lab()).status();
    PrintStream out = answer.text();
    status.nodes().forEach(line -> out.println(text(line)));
    out.println(status.demoServers() + " demo servers answer.");
    out.println(status.processes() + " processes run for the lab in " + status.dir() + ".");
    answer.document(status);
    return status.whole() ? Complaint.DONE : Complaint.UNKNOWN;
  }

  private static String text(LabStatus.NodeLine line) {
    List<LabFault> faults = line.faults();
    return "%-10s %-8s %-16s sshd %-7s release %s%s"
        .formatted(
            line.node().name(),
            line.node().engine().name().toLowerCase(Locale.ROOT),
            line.node().address(),
            line.sshd() ? "answers" : "silent",
            line.release().orElse("unknown: its load balancer does not answer"),
            faults.isEmpty()
                ? ""
                : "  FAULT: "
                    + faults.stream().map(LabFault::says).collect(Collectors.joining("; ")));
  }
}
