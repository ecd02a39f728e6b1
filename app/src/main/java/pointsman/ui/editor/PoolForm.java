package pointsman.ui.editor;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.PassiveCheck;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Token;
import pointsman.model.fleet.UrlPath;
import pointsman.ui.kit.Form;
import pointsman.ui.kit.Words;

/// The form of a pool.
final class PoolForm {
  private enum Check {
    HTTP,
    TCP,
    NONE
  }

  private enum Stick {
    NONE,
    COOKIE,
    IP_HASH,
    TABLE
  }

  private final EditSheet sheet;
  private final Words words;

  PoolForm(EditSheet sheet) {
    this.sheet = sheet;
    this.words = sheet.words();
  }

  private String word(String prefix, Enum<?> value) {
    return words.of(prefix + "." + value.name().toLowerCase(Locale.ROOT));
  }

  /// Adds or edits a pool. A new one begins with one server, for a pool needs one.
  void open(Optional<Pool> was) {
    Form form = new Form(words);
    Supplier<Optional<Name>> name =
        was.isPresent()
            ? () -> was.map(Pool::name)
            : form.text("form.name", FirstValues.poolName(sheet.fleet()), Name::new);
    Supplier<Balance> balance =
        form.choice(
            "form.balance",
            Arrays.asList(Balance.values()),
            was.map(Pool::balance).orElse(Balance.LEASTCONN),
            each -> word("balance", each));
    Supplier<Stick> stick =
        form.choice(
            "form.persistence",
            Arrays.asList(Stick.values()),
            was.map(pool -> stick(pool.persistence())).orElse(Stick.NONE),
            each -> word("persistence", each));
    Supplier<Optional<Token>> cookie =
        form.text("form.cookie", was.map(PoolForm::cookie).orElse("SRV"), Token::new);
    Supplier<Check> check =
        form.choice(
            "form.check",
            Arrays.asList(Check.values()),
            was.map(pool -> check(pool.health())).orElse(Check.HTTP),
            each -> word("check", each));
    Supplier<Optional<UrlPath>> path =
        form.text(
            "form.checkPath",
            was.flatMap(pool -> pool.health().active())
                .map(a -> a.path().value())
                .orElse("/health"),
            UrlPath::new);
    Supplier<Optional<Duration>> every =
        form.text(
            "form.checkEvery",
            was.flatMap(pool -> pool.health().active())
                .map(ActiveCheck::interval)
                .map(ServiceText::duration)
                .orElse("5s"),
            text -> interval(ServiceText.duration(text)));
    Supplier<Optional<Lane>> first =
        was.isPresent()
            ? () -> was.map(Pool::blue)
            : form.text("form.firstServer", "", "10.0.0.1:8080", PoolForm::firstServer);
    sheet.open(
        was.map(pool -> words.of("edit.pool", pool.name().value()))
            .orElseGet(() -> words.of("edit.pool.new")),
        form,
        was.map(pool -> "edit pool " + pool.name()).orElse("add pool"),
        fleet -> {
          if (name.get().isEmpty()
              || cookie.get().isEmpty()
              || path.get().isEmpty()
              || every.get().isEmpty()
              || first.get().isEmpty()) {
            return Optional.empty();
          }
          Optional<Pool> now = was.flatMap(pool -> fleet.findPool(pool.name()));
          Pool pool =
              new Pool(
                  name.get().orElseThrow(),
                  balance.get(),
                  persistence(stick.get(), cookie.get().orElseThrow(), now),
                  health(check.get(), path.get().orElseThrow(), every.get().orElseThrow(), now),
                  now.map(Pool::live).orElse(LaneColor.BLUE),
                  now.map(Pool::blue).orElseGet(() -> first.get().orElseThrow()),
                  now.map(Pool::green).orElseGet(Lane::empty),
                  now.map(Pool::splitKey).orElseGet(SplitKey.ClientAddress::new),
                  now.map(Pool::audience).orElse(List.of()));
          return Optional.of(FleetEdits.withPool(fleet, was.map(Pool::name), pool));
        });
  }

  private static Lane firstServer(String text) {
    Listener at =
        ServiceText.listeners(text).stream()
            .findFirst()
            .orElseThrow(() ->
                new pointsman.model.value.InvalidValueException(
                    "a pool without a server", "host:port"));
    Host host =
        at.address()
            .orElseThrow(() ->
                new pointsman.model.value.InvalidValueException(
                    "a server without a host", "host:port"));
    Server server =
        new Server(new Name("b1"), host, at.port(), 100, Optional.empty(), false, false);
    return new Lane(Optional.empty(), List.of(server));
  }

  private static Stick stick(Persistence persistence) {
    return switch (persistence) {
      case Persistence.None _ -> Stick.NONE;
      case Persistence.Cookie _ -> Stick.COOKIE;
      case Persistence.IpHash _ -> Stick.IP_HASH;
      case Persistence.Table _ -> Stick.TABLE;
    };
  }

  private static String cookie(Pool pool) {
    return pool.persistence() instanceof Persistence.Cookie cookie ? cookie.name().value() : "SRV";
  }

  private static Persistence persistence(Stick stick, Token cookie, Optional<Pool> was) {
    return switch (stick) {
      case NONE -> new Persistence.None();
      case COOKIE -> new Persistence.Cookie(cookie);
      case IP_HASH -> new Persistence.IpHash();
      case TABLE ->
          was.map(Pool::persistence)
              .filter(Persistence.Table.class::isInstance)
              .orElseGet(() -> new Persistence.Table(100_000, Duration.ofMinutes(30), List.of()));
    };
  }

  private static Check check(HealthChecks health) {
    return health
        .active()
        .map(active ->
            switch (active.kind()) {
              case HTTP -> Check.HTTP;
              case TCP -> Check.TCP;
            })
        .orElse(Check.NONE);
  }

  private static HealthChecks health(
      Check check, UrlPath path, Duration every, Optional<Pool> was) {
    ActiveCheck base = was.flatMap(pool -> pool.health().active()).orElseGet(ActiveCheck::http);
    Optional<PassiveCheck> passive =
        was.map(pool -> pool.health().passive())
            .orElseGet(() -> Optional.of(PassiveCheck.defaults()));
    return switch (check) {
      case NONE -> new HealthChecks(Optional.empty(), passive);
      case HTTP ->
          new HealthChecks(Optional.of(with(base, ActiveCheck.Kind.HTTP, path, every)), passive);
      case TCP ->
          new HealthChecks(Optional.of(with(base, ActiveCheck.Kind.TCP, path, every)), passive);
    };
  }

  /// Asks the model whether an interval is one.
  private static Duration interval(Duration every) {
    return with(ActiveCheck.tcp(), ActiveCheck.Kind.TCP, ActiveCheck.tcp().path(), every)
        .interval();
  }

  private static ActiveCheck with(
      ActiveCheck base, ActiveCheck.Kind kind, UrlPath path, Duration every) {
    return new ActiveCheck(
        kind,
        path,
        base.expectFrom(),
        base.expectTo(),
        every,
        base.timeout(),
        base.rise(),
        base.fall());
  }
}
