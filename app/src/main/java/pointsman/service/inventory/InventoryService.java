package pointsman.service.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import pointsman.feed.Feed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.FleetProblem;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;
import pointsman.port.FleetFileFormat;
import pointsman.port.Inventory;
import pointsman.port.Journal;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;

/// The inventory for commands and screens. A change is checked as a whole before anything of it is
/// kept. Blocking; safe for all threads.
public final class InventoryService {
  private static final int ATTEMPTS = 5;

  private final Inventory inventory;
  private final Journal journal;
  private final FleetFileFormat format;
  private final String operator;
  private final Guards guards;
  private final Feed<Fleet> fleets = new Feed<>();

  /// @param operator who is written down for changes
  /// @param guards what is asked before a strict environment loses something
  public InventoryService(
      Inventory inventory,
      Journal journal,
      FleetFileFormat format,
      String operator,
      Guards guards) {
    this.inventory = inventory;
    this.journal = journal;
    this.format = format;
    this.operator = operator;
    this.guards = guards;
  }

  /// The fleet as last loaded or changed here.
  public Feed<Fleet> fleets() {
    return fleets;
  }

  /// The fleet as it is now, also published.
  public Fleet load() throws FailureException {
    Fleet fleet = inventory.load();
    if (!fleets.find().equals(Optional.of(fleet))) {
      fleets.publish(fleet);
    }
    return fleet;
  }

  /// Loads a fleet file into the inventory: all of it or nothing. The live lane of a pool that
  /// exists never moves.
  ///
  /// @param text the file's text
  /// @param file its name, for messages and the journal
  /// @param prune whether objects that are not in the file go
  /// @param consent what the operator said to it; asked for where a strict environment would lose
  ///   objects or its strictness
  public ApplyReport apply(String text, String file, boolean prune, Consent consent)
      throws FailureException {
    Fleet wanted = format.parse(text, file);
    String shown = Printable.line(file);
    List<ApplyReport> reports = new ArrayList<>();
    replace(
        now -> {
          List<String> notes = new ArrayList<>();
          Fleet next = merge(now, withLiveLanes(now, wanted, shown, notes), prune);
          requireSound(next, shown);
          if (now.environment() != next.environment() && !now.nodes().isEmpty()) {
            notes.add(
                "environment: %s, before %s"
                    .formatted(Guards.name(next.environment()), Guards.name(now.environment())));
          }
          FleetDifference difference = FleetDifference.between(now, next);
          requireConsent(now, next, consent);
          notes.addAll(UnreachableYet.notes(wanted));
          notes.addAll(servedNowhere(next));
          reports.add(difference.report(prune ? next : wanted, notes));
          return next;
        },
        forTheJournal("apply " + shown, consent));
    return reports.getLast();
  }

  private static String forTheJournal(String why, Consent consent) {
    return why + (consent.reason().isEmpty() ? "" : ": " + consent.forTheJournal());
  }

  /// No edit touches a node, so the lock and freezes leave them alone; but whoever could leave
  /// production in passing would need no unlock.
  private void requireConsent(Fleet now, Fleet next, Consent consent) throws FailureException {
    int removed = FleetDifference.between(now, next).removed().size();
    boolean strict = Guards.asks(now.environment()) == Guards.Asks.NAME_AND_REASON;
    if (strict && next.environment() != now.environment()) {
      String effect = "This makes a " + Guards.name(next.environment()) + " environment";
      guards.require(now, effect, Guards.Kind.GRAVE, consent, List.of());
    }
    if (strict && removed > 0) {
      String effect = "This removes " + removed + (removed == 1 ? " object" : " objects");
      Guards.requireConsent(now.environment(), effect, Guards.Kind.GRAVE, consent);
    }
  }

  /// Loads a fleet file with nothing said to it.
  public ApplyReport apply(String text, String file, boolean prune) throws FailureException {
    return apply(text, file, prune, Consent.none());
  }

  private static Fleet merge(Fleet now, Fleet wanted, boolean prune) {
    return new Fleet(
        wanted.environment(),
        merge(now.nodes(), wanted.nodes(), Node::name, prune),
        merge(now.services(), wanted.services(), Service::name, prune),
        merge(now.pools(), wanted.pools(), Pool::name, prune));
  }

  /// The wanted fleet, every pool that exists live where it is live now: only switches, splits and
  /// canaries move traffic. A mistyped tag is no error, as nodes may come later; it must not pass
  /// in silence either.
  private static List<String> servedNowhere(Fleet fleet) {
    return fleet.services().stream()
        .filter(service ->
            fleet.nodes().stream().noneMatch(node -> fleet.servicesOn(node).contains(service)))
        .map(service ->
            "service " + service.name() + ": no node is chosen by its 'on', so it runs nowhere")
        .toList();
  }

  private static Fleet withLiveLanes(Fleet now, Fleet wanted, String file, List<String> notes)
      throws FailureException {
    List<Pool> pools = new ArrayList<>();
    for (Pool pool : wanted.pools()) {
      Optional<LaneColor> live = now.findPool(pool.name()).map(Pool::live);
      if (live.isEmpty() || live.get() == pool.live()) {
        pools.add(pool);
        continue;
      }
      String word = live.get().word();
      if (pool.lane(live.get()).servers().isEmpty()) {
        throw new FailureException(
            new Failure.BadInput(
                file,
                0,
                "pools[" + wanted.pools().indexOf(pool) + "].lanes." + word,
                "lane " + word + " of pool " + pool.name() + " is live now and has no server here",
                "servers in lane " + word + ", or a switch to the other lane first"));
      }
      notes.add(
          "pool %s: the file says live %s, but %s is live and stays so; 'pointsman switch' moves traffic"
              .formatted(pool.name(), pool.live().word(), word));
      pools.add(pool.withLive(live.get()));
    }
    return wanted.withPools(pools);
  }

  private static <T> List<T> merge(
      List<T> now, List<T> wanted, Function<T, Name> name, boolean prune) {
    if (prune) {
      return wanted;
    }
    List<T> merged = new ArrayList<>();
    List<T> fresh = new ArrayList<>(wanted);
    for (T each : now) {
      Optional<T> same =
          fresh.stream().filter(other -> name.apply(other).equals(name.apply(each))).findFirst();
      merged.add(same.orElse(each));
      same.ifPresent(fresh::remove);
    }
    merged.addAll(fresh);
    return merged;
  }

  private static void requireSound(Fleet next, String file) throws FailureException {
    List<Failure.BadInput> findings = new ArrayList<>();
    for (FleetProblem problem : next.problems()) {
      findings.add(
          new Failure.BadInput(file, 0, problem.field(), problem.problem(), problem.expected()));
    }
    if (!findings.isEmpty()) {
      throw new FailureException(new Failure.BadInputs(findings));
    }
  }

  /// The whole fleet as a fleet file.
  public String export() throws FailureException {
    return format.write(inventory.load());
  }

  /// Changes the fleet with nothing said to it.
  public void change(UnaryOperator<Fleet> edit, String why) throws FailureException {
    change(edit, why, Consent.none());
  }

  /// Changes the fleet, for screens.
  ///
  /// @param edit gives the new fleet for the one that is there
  /// @param why for the journal, such as `edit pool shop-web`
  /// @param consent what the operator said to it; asked for as by an apply
  public void change(UnaryOperator<Fleet> edit, String why, Consent consent)
      throws FailureException {
    replace(
        now -> {
          Fleet next;
          try {
            next = edit.apply(now);
          } catch (InvalidValueException e) {
            throw new FailureException(
                new Failure.BadInput(why, 0, "", e.problem(), e.expected()), e);
          }
          requireSound(next, why);
          requireConsent(now, next, consent);
          return next;
        },
        forTheJournal(why, consent));
  }

  /// Makes a new fleet of the one that is there.
  private interface Edit {
    Fleet apply(Fleet now) throws FailureException;
  }

  /// Makes the change, and makes it again on what is there when someone else was quicker.
  private void replace(Edit edit, String why) throws FailureException {
    for (int attempt = 1; ; attempt++) {
      Fleet now = inventory.load();
      Fleet next = edit.apply(now);
      try {
        if (!now.equals(next)) {
          inventory.replace(now, next, operator, why);
        }
        fleets.publish(next);
        return;
      } catch (FailureException e) {
        boolean moved =
            e.failure() instanceof Failure.Refused refused
                && refused.guard().equals(Inventory.GUARD);
        if (!moved || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// The latest changes of the inventory, newest first.
  public List<Journal.Change> changes(int limit) throws FailureException {
    return journal.changes(limit);
  }
}
