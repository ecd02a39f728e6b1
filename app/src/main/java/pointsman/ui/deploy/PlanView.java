package pointsman.ui.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.NamedLimit;
import pointsman.model.plan.NodePlan;
import pointsman.service.deploy.PlanDiff;
import pointsman.ui.desk.DeployWork;

/// A plan as it is shown: counted, with equal differences folded. Computed in the background.
///
/// @param plan what it shows
/// @param counts of nodes
/// @param services whose config changes
/// @param connections open at plan time on the nodes that reload; -1 when no node told
/// @param diffs one for each group of nodes that change alike
/// @param limits what engines cannot do, with the pools and services concerned
/// @param notes what a reload costs and what stays out, equal ones once
/// @param takeOver nodes that someone else configured, with who
/// @param standing how servers differ at run time, with the nodes
record PlanView(
    DeployPlan plan,
    Counts counts,
    List<Name> services,
    long connections,
    List<PlanDiff> diffs,
    Map<Limit, List<Name>> limits,
    List<String> notes,
    Map<Name, String> takeOver,
    Map<String, List<Name>> standing) {
  private static final int CONTEXT = 3;

  /// How many nodes.
  ///
  /// @param change get a new release in place of one
  /// @param add get their first release
  /// @param remove serve nothing afterwards
  /// @param reload of those, how many reload
  /// @param unchanged have nothing to do
  /// @param blocked could not be planned
  record Counts(int change, int add, int remove, int reload, int unchanged, int blocked) {
    int all() {
      return change + add + remove;
    }
  }

  /// What an engine cannot do.
  ///
  /// @param wish what was asked for
  /// @param instead what is done
  record Limit(String wish, String instead) {}

  /// Counts and folds.
  static PlanView of(DeployPlan plan, Optional<Fleet> fleet, DeployWork work) {
    List<NodePlan.Change> changes = plan.changes();
    TreeSet<Name> services = new TreeSet<>();
    Map<Limit, List<Name>> limits = new LinkedHashMap<>();
    TreeSet<String> notes = new TreeSet<>();
    Map<Name, String> takeOver = new LinkedHashMap<>();
    long connections = -1;
    for (NodePlan.Change change : changes) {
      services.addAll(change.radius().services());
      change.limits().forEach(limit -> note(limits, limit));
      if (change.radius().reload()) {
        notes.addAll(change.radius().notes());
      }
      change.takeOver().ifPresent(who -> takeOver.put(change.node(), who));
      if (change.radius().connections() >= 0) {
        connections = Math.max(0, connections) + change.radius().connections();
      }
    }
    return new PlanView(
        plan,
        counts(plan, changes),
        List.copyOf(services),
        connections,
        fold(plan, fleet, work),
        limits,
        List.copyOf(notes),
        takeOver,
        plan.standing());
  }

  private static void note(Map<Limit, List<Name>> limits, NamedLimit limit) {
    List<Name> subjects =
        limits.computeIfAbsent(new Limit(limit.wish(), limit.instead()), _ -> new ArrayList<>());
    if (!subjects.contains(limit.subject())) {
      subjects.add(limit.subject());
    }
  }

  private static Counts counts(DeployPlan plan, List<NodePlan.Change> changes) {
    int add = 0;
    int remove = 0;
    int reload = 0;
    for (NodePlan.Change change : changes) {
      if (change.release().manifest().services().isEmpty()) {
        remove++;
      } else if (change.against().isEmpty()) {
        add++;
      }
      if (change.radius().reload()) {
        reload++;
      }
    }
    int blocked = plan.blocked().size();
    return new Counts(
        changes.size() - add - remove,
        add,
        remove,
        reload,
        plan.nodes().size() - changes.size() - blocked,
        blocked);
  }

  private static List<PlanDiff> fold(DeployPlan plan, Optional<Fleet> fleet, DeployWork work) {
    return PlanDiff.of(plan, fleet, work::compare, CONTEXT).stream()
        .filter(diff -> !diff.lines().isEmpty())
        .toList();
  }

  /// Whether it takes back what was deployed.
  boolean isWayBack() {
    return plan.purpose().startsWith("revert ");
  }

  /// The command that makes the same plan.
  String command() {
    return isWayBack()
        ? "pointsman " + plan.purpose()
        : "pointsman plan" + plan.purpose().replaceFirst("^deploy", "");
  }

  /// The command that carries it out.
  String deployCommand(int wavePercent) {
    return "pointsman "
        + plan.purpose()
        + (wavePercent < 100 ? " --wave " + wavePercent + "%" : "");
  }
}
