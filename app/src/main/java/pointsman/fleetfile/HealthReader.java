package pointsman.fleetfile;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.PassiveCheck;
import pointsman.model.fleet.UrlPath;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Reads health checks. What is not said is as on any pool of that layer.
final class HealthReader {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ActiveCheck usual;

  HealthReader(Layer layer) {
    this.usual =
        switch (layer) {
          case HTTP -> ActiveCheck.http();
          case TCP, UDP -> ActiveCheck.tcp();
        };
  }

  /// Both checks, as usual.
  HealthChecks usual() {
    return new HealthChecks(Optional.of(usual), Optional.of(PassiveCheck.defaults()));
  }

  Supplier<HealthChecks> read(Fields in) {
    Optional<ActiveCheck> active = unlessNone(in, "active", this::active, Optional.of(usual));
    Optional<PassiveCheck> passive =
        unlessNone(in, "passive", HealthReader::passive, Optional.of(PassiveCheck.defaults()));
    return () -> new HealthChecks(active, passive);
  }

  private static <T> Optional<T> unlessNone(
      Fields in, String key, Function<Fields, Supplier<T>> reader, Optional<T> absent) {
    Optional<Tree> tree = in.find(key);
    if (tree.isEmpty()) {
      return absent;
    }
    if (tree.get() instanceof Tree.Scalar scalar
        && scalar.type() == Tree.Type.TEXT
        && scalar.text().equals("none")) {
      return Optional.empty();
    }
    if (tree.get() instanceof Tree.Scalar scalar) {
      in.findings()
          .add(scalar.line(), in.path(key), Fields.said(scalar), "none, or keys and values");
      return Optional.empty();
    }
    return in.mapping(key, reader);
  }

  private Supplier<ActiveCheck> active(Fields in) {
    ActiveCheck.Kind kind = in.word("kind", ActiveCheck.Kind.class).orElse(usual.kind());
    ActiveCheck base =
        switch (kind) {
          case HTTP -> ActiveCheck.http();
          case TCP -> ActiveCheck.tcp();
        };
    Optional<UrlPath> path = Optional.empty();
    Optional<int[]> expect = Optional.empty();
    if (kind == ActiveCheck.Kind.HTTP) {
      path = in.text("path", UrlPath::new);
      expect = expect(in);
    }
    Duration interval =
        in.duration("interval", Duration.ofMillis(100), HOUR).orElse(base.interval());
    Duration timeout =
        in.duration("timeout", Duration.ofMillis(10), Duration.ofMinutes(10))
            .orElse(base.timeout());
    int rise = in.number("rise", 1, 100).orElse(base.rise());
    int fall = in.number("fall", 1, 100).orElse(base.fall());
    UrlPath at = path.orElse(base.path());
    int[] statuses = expect.orElse(new int[] {base.expectFrom(), base.expectTo()});
    return () -> new ActiveCheck(kind, at, statuses[0], statuses[1], interval, timeout, rise, fall);
  }

  private static Optional<int[]> expect(Fields in) {
    Optional<Tree> tree = in.find("expect");
    if (tree.isPresent()
        && tree.get() instanceof Tree.Scalar scalar
        && scalar.type() == Tree.Type.NUMBER) {
      return in.number("expect", 100, 599).map(one -> new int[] {one, one});
    }
    return in.text(
        "expect",
        text -> {
          String[] ends = text.split("-", -1);
          if (ends.length == 2
              && ends[0].matches("[1-5][0-9]{2}")
              && ends[1].matches("[1-5][0-9]{2}")) {
            int from = Integer.parseInt(ends[0]);
            int to = Integer.parseInt(ends[1]);
            if (from <= to) {
              return new int[] {from, to};
            }
          }
          throw new InvalidValueException(
              Printable.quote(text) + " is not a range of statuses", "such as 200-399 or 200");
        });
  }

  private static Supplier<PassiveCheck> passive(Fields in) {
    PassiveCheck base = PassiveCheck.defaults();
    int failures = in.number("failures", 1, 1000).orElse(base.failures());
    Duration window = in.duration("window", Duration.ofSeconds(1), HOUR).orElse(base.window());
    return () -> new PassiveCheck(failures, window);
  }
}
