package pointsman.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.engine.plan.Sample.OURS;
import static pointsman.engine.plan.Sample.THEN;
import static pointsman.engine.plan.Sample.fleet;
import static pointsman.engine.plan.Sample.listener;
import static pointsman.engine.plan.Sample.name;
import static pointsman.engine.plan.Sample.node;
import static pointsman.engine.plan.Sample.pool;
import static pointsman.engine.plan.Sample.release;
import static pointsman.engine.plan.Sample.service;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.plan.Manifest;

/// What one node is to serve, of what is wanted, chosen and deployed.
final class IntentTest {
  private static final Service SHOP = service("shop", 8080, "web");
  private static final Service LEDGER = service("ledger", 9000, "books");
  private static final Pool WEB = pool("web", 100);
  private static final Pool BOOKS = pool("books", 100);

  @Test
  void isTheWholeInventoryWhereNothingIsChosen() {
    Intent intent = of(fleet(List.of(SHOP, LEDGER), List.of(WEB, BOOKS)), Set.of(), nothing());

    assertThat(intent.services()).containsExactly(LEDGER, SHOP);
    assertThat(intent.pools()).containsExactly(BOOKS, WEB);
    assertThat(intent.leftOut()).isEmpty();
  }

  @Test
  void dropsAServiceThatLeftTheInventoryWhereNothingIsChosen() {
    Intent intent = of(fleet(List.of(SHOP), List.of(WEB, BOOKS)), Set.of(), deployed(SHOP, LEDGER));

    assertThat(intent.services()).containsExactly(SHOP);
    assertThat(intent.pools()).containsExactly(WEB);
  }

  @Test
  void leavesAServiceThatWasNotChosenAsLastDeployed() {
    Service ledgerNow = service("ledger", 9001, "books");
    Pool booksNow = pool("books", 7);
    Service shopNow = service("shop", 8081, "web");

    Intent intent =
        of(
            fleet(List.of(shopNow, ledgerNow), List.of(WEB, booksNow)),
            Set.of(name("shop")),
            deployed(SHOP, LEDGER));

    assertThat(intent.services()).containsExactly(LEDGER, shopNow);
    assertThat(intent.pools()).containsExactly(BOOKS, WEB);
    assertThat(intent.leftOut()).containsExactly(name("ledger"));
  }

  @Test
  void leavesAServiceThatOnlyTheNodeKnowsAndSaysSo() {
    Intent intent =
        of(fleet(List.of(SHOP), List.of(WEB)), Set.of(name("shop")), deployed(SHOP, LEDGER));

    assertThat(intent.services()).containsExactly(LEDGER, SHOP);
    assertThat(intent.pools()).containsExactly(BOOKS, WEB);
    assertThat(intent.leftOut()).containsExactly(name("ledger"));
  }

  @Test
  void doesNotPutAServiceOnTheNodeThatWasNeitherChosenNorDeployed() {
    Intent intent =
        of(fleet(List.of(SHOP, LEDGER), List.of(WEB, BOOKS)), Set.of(name("shop")), deployed(SHOP));

    assertThat(intent.services()).containsExactly(SHOP);
    assertThat(intent.leftOut()).containsExactly(name("ledger"));
  }

  @Test
  void leavesNothingOutThatIsAsTheInventoryWantsIt() {
    Intent intent =
        of(
            fleet(List.of(SHOP, LEDGER), List.of(pool("web", 5), BOOKS)),
            Set.of(name("shop")),
            deployed(SHOP, LEDGER));

    assertThat(intent.leftOut()).isEmpty();
  }

  @Test
  void aPoolThatAChosenServiceSharesIsTheNewOneForAll() {
    Service admin = service("admin", 8090, "web");
    Pool webNow = pool("web", 5);

    Intent intent =
        of(
            fleet(List.of(SHOP, admin), List.of(webNow)),
            Set.of(name("admin")),
            Optional.of(release(THEN, OURS, List.of(SHOP, admin), List.of(WEB)).manifest()));

    assertThat(intent.pools()).containsExactly(webNow);
    assertThat(intent.leftOut()).isEmpty();
  }

  @Test
  void takesAChosenServiceAwayThatLeftTheNode() {
    Service elsewhere =
        service(
            "ledger",
            Layer.HTTP,
            new Placement(Set.of(name("edge-9")), Set.of(), Set.of()),
            LEDGER.listen(),
            "books");

    Intent intent =
        of(
            fleet(List.of(SHOP, elsewhere), List.of(WEB, BOOKS)),
            Set.of(name("ledger")),
            deployed(SHOP, LEDGER));

    assertThat(intent.services()).containsExactly(SHOP);
    assertThat(intent.pools()).containsExactly(WEB);
  }

  @Test
  void doesNotCallAServiceLeftOutThatOnlyMovedElsewhere() {
    Service wider =
        service(
            "ledger",
            Layer.HTTP,
            new Placement(Set.of(name("edge-1"), name("edge-9")), Set.of(), Set.of()),
            List.of(listener("*", 9000)),
            "books");

    Intent intent =
        of(
            fleet(List.of(SHOP, wider), List.of(WEB, BOOKS)),
            Set.of(name("shop")),
            deployed(SHOP, LEDGER));

    assertThat(intent.leftOut()).isEmpty();
  }

  private static Optional<Manifest> nothing() {
    return Optional.empty();
  }

  private static Optional<Manifest> deployed(Service... services) {
    List<Service> all = List.of(services);
    List<Pool> pools = fleet(all, List.of(WEB, BOOKS)).poolsOf(all);
    return Optional.of(release(THEN, OURS, all, pools).manifest());
  }

  private static Intent of(Fleet fleet, Set<Name> chosen, Optional<Manifest> deployed) {
    return Intent.of(fleet, node("edge-1"), chosen, deployed);
  }
}
