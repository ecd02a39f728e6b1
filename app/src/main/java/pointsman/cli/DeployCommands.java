package pointsman.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Name;
import pointsman.model.plan.Awaited;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeDrift;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;
import pointsman.model.value.InvalidValueException;
import pointsman.port.Journal;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.DeployRun;
import pointsman.service.deploy.DriftService;
import pointsman.service.deploy.PlanRequest;

/// What the deploy commands share: settle first, plan, show, carry out, tell.
final class DeployCommands {
  private final Services services;
  private final Answer answer;
  private final Set<String> underWay = new TreeSet<>();

  DeployCommands(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  static Set<Name> names(String field, List<String> words) throws FailureException {
    Set<Name> names = new TreeSet<>();
    for (String word : words) {
      try {
        names.add(new Name(word));
      } catch (InvalidValueException e) {
        throw new FailureException(
            new Failure.BadInput("command line", 0, field, e.problem(), e.expected()), e);
      }
    }
    return names;
  }

  /// Says where a fleet is split, what is under way, and what an interrupted run left behind, and
  /// settles the latter.
  void settle() throws FailureException {
    services.traffic().notices().forEach(answer.notes()::println);
    for (DriftService.Settled each : services.drift().settle(this::tellOfLiving)) {
      answer
          .notes()
          .println(
              each.node()
                  + ": "
                  + each.run().map(run -> "run " + run + " was ").orElse("")
                  + each.found()
                  + each.failure()
                      .map(failure -> "; not settled: " + failure.summary())
                      .orElse("; " + each.settled()));
    }
  }

  private void tellOfLiving(Journal.Run run) {
    underWay.add(run.id());
    answer.notes().println(HistoryText.underWay(run));
  }

  DeployPlan plan(PlanRequest request) throws FailureException {
    settle();
    DeployPlan plan = services.deploys().plan(request);
    show(plan);
    return plan;
  }

  /// The nodes that are meant; empty: all.
  Set<Name> chosen(ChosenNodes chosen) throws FailureException {
    return chosen.of(services.inventory().load());
  }

  Environment environment() throws FailureException {
    return services.inventory().load().environment();
  }

  void show(DeployPlan plan) throws FailureException {
    new PlanText(services.diff())
        .lines(plan, services.inventory().load())
        .forEach(answer.text()::println);
  }

  /// A run that is not the last one on its nodes takes the later ones back with it: said, so that
  /// nobody undoes more than they mean to.
  ///
  /// @param runs the latest, newest first
  void tellWhatElseGoesBack(String word, DeployPlan plan, List<Journal.Run> runs) {
    Set<Name> nodes = new TreeSet<>(plan.changes().stream().map(NodePlan.Change::node).toList());
    List<String> later =
        runs.stream()
            .takeWhile(run -> !run.id().equals(word))
            .filter(run ->
                run.nodes().stream()
                    .anyMatch(each ->
                        nodes.contains(each.node())
                            && each.end().equals(Optional.of(NodeResult.End.DONE))))
            .map(Journal.Run::id)
            .toList();
    if (!later.isEmpty() && runs.stream().anyMatch(run -> run.id().equals(word))) {
      answer
          .notes()
          .println(
              "Run "
                  + word
                  + " is not the last one on these nodes: what "
                  + String.join(", ", later.reversed())
                  + " deployed there goes back as well.");
    }
  }

  /// After a revert the inventory still wants what was taken back: said, so that the next deploy is
  /// no surprise.
  void tellWhatTheInventoryWants() throws FailureException {
    long wanted = services.deploys().plan(PlanRequest.everything()).changes().size();
    if (wanted > 0) {
      answer
          .notes()
          .println(
              "The inventory was not changed: it still wants what was taken back, on "
                  + wanted
                  + (wanted == 1 ? " node." : " nodes.")
                  + " Change the fleet file and apply it, or the next deploy brings it again.");
    }
  }

  /// What the plan's blocked nodes mean for the exit code.
  static Optional<Integer> blocked(DeployPlan plan) {
    return plan.blocked().stream()
        .map(blocked -> Complaint.exitCode(blocked.failure()))
        .max(Integer::compare);
  }

  /// @param everyNode whether each step of each node is told
  int carryOut(DeployPlan plan, DeployOptions options, boolean everyNode) throws FailureException {
    if (blocked(plan).isPresent()) {
      answer.document(notBegun(plan));
      answer
          .notes()
          .println(
              "Nothing was changed. To leave what cannot be planned out: --without "
                  + String.join(
                      ",", plan.blocked().stream().map(each -> each.node().value()).toList()));
      return blocked(plan).get();
    }
    if (plan.changes().isEmpty()) {
      answer.document(notBegun(plan));
      answer.text().println(PlanText.nothingToDo(plan));
      return Complaint.DONE;
    }
    DeployRun run = services.deploys().start(plan, options);
    DeployLines lines = new DeployLines(answer.notes(), everyNode);
    Optional<DeployResult> result = Optional.empty();
    try (var _ = run.progress().subscribe(lines::show);
        StopSignal _ = StopSignal.during(() -> stopped(run, everyNode))) {
      while (result.isEmpty()) {
        result = run.await(Awaited.PATIENCE);
        if (result.isEmpty()) {
          lines.beat();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Stopped("Waiting for run " + run.id()), e);
    }
    return tell(result.get(), everyNode);
  }

  /// Ctrl-C or a friendly kill: no further wave begins, the one on its way ends, and what came of
  /// it is told.
  private int stopped(DeployRun run, boolean everyNode) {
    answer
        .notes()
        .println(
            "Stopping: the nodes on their way are brought to an end, the others are left alone.");
    run.stop();
    try {
      return tell(run.await(), everyNode);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Complaint.UNKNOWN;
    }
  }

  /// The result of a plan that nothing was done about.
  private static DeployResult notBegun(DeployPlan plan) {
    List<NodeResult> nodes =
        plan.nodes().stream()
            .map(node ->
                switch (node) {
                  case NodePlan.Unchanged same ->
                      result(same.node(), NodeResult.End.UNCHANGED, Optional.empty());
                  case NodePlan.Change change ->
                      result(change.node(), NodeResult.End.UNTOUCHED, Optional.empty());
                  case NodePlan.Blocked blocked ->
                      result(
                          blocked.node(), NodeResult.End.UNTOUCHED, Optional.of(blocked.failure()));
                })
            .toList();
    return new DeployResult("", nodes, Duration.ZERO);
  }

  private static NodeResult result(Name node, NodeResult.End end, Optional<Failure> failure) {
    return new NodeResult(node, end, Optional.empty(), failure, List.of());
  }

  private int tell(DeployResult result, boolean everyNode) {
    answer.document(result);
    ResultText.lines(result, everyNode).forEach(answer.text()::println);
    return ResultText.code(result);
  }

  int history(List<Journal.Run> runs) {
    answer.document(Map.of("runs", runs));
    if (runs.isEmpty()) {
      answer.notes().println("Nothing was deployed yet; 'pointsman plan' shows what would be.");
    }
    HistoryText.lines(runs, underWay).forEach(answer.text()::println);
    return Complaint.DONE;
  }

  int drift(List<NodeDrift> drifts) {
    answer.document(Map.of("nodes", drifts));
    if (drifts.isEmpty()) {
      answer.notes().println(NothingYet.of("nodes"));
    }
    int code = Complaint.DONE;
    for (NodeDrift drift : drifts) {
      if (drift.failure().isPresent()) {
        answer.text().println(drift.node() + ": " + drift.failure().get().summary());
        code = Math.max(code, Complaint.exitCode(drift.failure().get()));
        continue;
      }
      answer
          .text()
          .println(
              drift.node()
                  + ": "
                  + drift.release().map(Object::toString).orElse("no release")
                  + (drift.clean() ? " · as the inventory wants it" : ""));
      drift.fileDrift().forEach(each -> answer.text().println("  file: " + each));
      drift.runningDrift().forEach(each -> answer.text().println("  running: " + each));
      if (drift.wanted()) {
        answer
            .text()
            .println(
                "  inventory: wants something else; see 'pointsman plan --node "
                    + drift.node()
                    + "'");
      }
      code = Math.max(code, drift.clean() ? Complaint.DONE : Complaint.DIFFERENCES);
    }
    return code;
  }
}
