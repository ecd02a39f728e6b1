package pointsman.ui.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import pointsman.feed.Subscription;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodeDrift;
import pointsman.port.Journal;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.desk.HistoryWork;
import pointsman.ui.fx.Recompute;
import pointsman.ui.fx.Repeated;
import pointsman.ui.fx.Works;

/// One node: what is seen, how it differs from what is wanted, what was deployed there. FX thread
/// only.
public final class NodeViewModel {
  private static final Duration PACE = Duration.ofMillis(250);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Name name;
  private final FleetWork fleet;
  private final HistoryWork history;
  private final Works works;
  private final ReadOnlyObjectWrapper<Optional<NodePicture>> picture =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper gone = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyObjectWrapper<Optional<Outcome<NodeDrift>>> drift =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Outcome<List<Journal.Run>>>> runs =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper(false);
  private final List<Subscription> subscriptions = new ArrayList<>();

  /// @param name which node
  public NodeViewModel(Name name, FleetWork fleet, HistoryWork history, Works works) {
    this.name = name;
    this.fleet = fleet;
    this.history = history;
    this.works = works;
  }

  /// Its name.
  Name name() {
    return name;
  }

  /// What is seen; empty while nothing is known.
  ReadOnlyObjectProperty<Optional<NodePicture>> picture() {
    return picture.getReadOnlyProperty();
  }

  /// Whether the inventory was read and has no such node.
  ReadOnlyBooleanProperty gone() {
    return gone.getReadOnlyProperty();
  }

  /// What the last look at it said; empty before the first.
  ReadOnlyObjectProperty<Optional<Outcome<NodeDrift>>> drift() {
    return drift.getReadOnlyProperty();
  }

  /// The runs that touched it; empty until they were read.
  ReadOnlyObjectProperty<Optional<Outcome<List<Journal.Run>>>> runs() {
    return runs.getReadOnlyProperty();
  }

  /// Whether a look is under way.
  ReadOnlyBooleanProperty looking() {
    return looking.getReadOnlyProperty();
  }

  /// Begins to follow.
  void attach() {
    Recompute<Seen> next = new Recompute<>(this::see, this::show, PACE, works.threads());
    subscriptions.add(fleet.fleets().subscribe(_ -> next.request()));
    subscriptions.add(fleet.health().subscribe(_ -> next.request()));
    subscriptions.add(next::close);
    Repeated<Told> told =
        new Repeated<>(
            this::told, AGAIN, works.threads(), now -> runs.set(Optional.of(now.map(Told::runs))));
    subscriptions.add(told.start()::close);
  }

  /// Its runs as they were read.
  ///
  /// @param mark the journal's then
  /// @param runs those that touched it
  private record Told(String mark, List<Journal.Run> runs) {}

  /// Another program may deploy to it while somebody looks.
  private Told told(Optional<Told> before) throws FailureException {
    String mark = history.mark();
    return before.isPresent() && before.get().mark().equals(mark)
        ? before.get()
        : new Told(mark, touching(history.runs(200)));
  }

  private record Seen(boolean gone, Optional<NodePicture> picture) {}

  private Seen see() {
    Optional<Fleet> all = fleet.fleets().find();
    Optional<NodePicture> now =
        all.flatMap(each -> NodePicture.of(each, fleet.health().find(), name));
    return new Seen(all.isPresent() && now.isEmpty(), now);
  }

  private void show(Seen seen) {
    picture.set(seen.picture());
    gone.set(seen.gone());
  }

  private List<Journal.Run> touching(List<Journal.Run> all) {
    return all.stream()
        .filter(run -> run.nodes().stream().anyMatch(each -> each.node().equals(name)))
        .toList();
  }

  /// Lets go.
  void detach() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
  }

  /// Looks at the node now, three ways.
  void look(String title) {
    if (looking.get()) {
      return;
    }
    looking.set(true);
    works.start(
        title,
        _ ->
            history.drift(Set.of(name)).stream()
                .filter(each -> each.node().equals(name))
                .findFirst()
                .orElseThrow(() ->
                    new FailureException(new Failure.NotFound("node", name.value(), List.of()))),
        outcome -> {
          looking.set(false);
          drift.set(Optional.of(outcome));
        });
  }
}
