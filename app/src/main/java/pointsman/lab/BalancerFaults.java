package pointsman.lab;

import java.time.Duration;
import java.util.List;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.LabNode;

/// What is done to a node's load balancer, waited for until it is so.
final class BalancerFaults {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LabNode node;
  private final Commands commands;
  private final Balancer balancer;

  BalancerFaults(LabNode node, Commands commands) {
    this.node = node;
    this.commands = commands;
    this.balancer = new Balancer(node, commands);
  }

  void reload() throws FailureException {
    List<Long> before = processes();
    long master =
        balancer
            .master(ProcessTable.read())
            .orElseThrow(() ->
                new FailureException(
                    new Failure.StepFailed(
                        node.name(), "reload", "its load balancer does not run")));
    commands.signal(balancer.reloadSignal(), List.of(master));
    Wait.demand(
        LIMIT,
        () -> processes().stream().anyMatch(pid -> !before.contains(pid)),
        node.name().value(),
        "no new worker came");
    await();
  }

  List<Long> processes() {
    return balancer.processes(ProcessTable.read());
  }

  void stop(String signal) throws FailureException {
    commands.signal(signal, processes());
    if (!Wait.until(LIMIT, balancer::isGone)) {
      commands.signal("KILL", processes());
      Wait.demand(LIMIT, balancer::isGone, node.name().value(), "its load balancer does not end");
    }
  }

  void start() throws FailureException {
    if (balancer.isGone()) {
      balancer.start();
    }
    await();
  }

  void await() throws FailureException {
    Wait.demand(
        LIMIT,
        () -> balancer.release(LIMIT).isPresent(),
        node.name().value(),
        "its load balancer does not answer",
        balancer.log());
  }
}
