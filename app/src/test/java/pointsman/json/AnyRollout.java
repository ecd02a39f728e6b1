package pointsman.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;

/// Values of a sealed family by its permitted records and their components, so that a kind that is
/// added later is generated too.
final class AnyRollout {
  private AnyRollout() {}

  /// The records of a sealed family, at any depth.
  static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(AnyRollout::kinds)
        : Stream.of(type);
  }

  /// Any value of the family.
  ///
  /// @param stages of the policy that it belongs to
  static <T> Arbitrary<T> of(Class<T> type, int stages) {
    return value(type, "", stages).map(type::cast);
  }

  private static Arbitrary<?> value(Type type, String name, int stages) {
    if (type instanceof ParameterizedType generic) {
      Arbitrary<?> item = value(generic.getActualTypeArguments()[0], name, stages);
      if (generic.getRawType().equals(List.class)) {
        return item.list().ofMinSize(1).ofMaxSize(4);
      }
      throw new IllegalStateException("no values of " + type);
    }
    if (type == int.class) {
      return Arbitraries.integers().between(name.equals("from") ? -1 : 0, stages - 1);
    }
    if (type == String.class) {
      return text();
    }
    if (type == Instant.class) {
      return instant();
    }
    if (type == Duration.class) {
      return duration(0);
    }
    if (type == Name.class) {
      return name();
    }
    if (type instanceof Class<?> known && known.isSealed()) {
      return Arbitraries.of(kinds(known).toList()).flatMap(kind -> value(kind, name, stages));
    }
    if (type instanceof Class<?> known && known.isRecord()) {
      return made(known, stages);
    }
    throw new IllegalStateException("no values of " + type);
  }

  private static Arbitrary<Object> made(Class<?> type, int stages) {
    RecordComponent[] components = type.getRecordComponents();
    List<Arbitrary<Object>> values =
        Arrays.stream(components)
            .map(each ->
                value(each.getGenericType(), each.getName(), stages).map(made -> (Object) made))
            .toList();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return Combinators.combine(values)
        .as(given -> {
          try {
            return type.getDeclaredConstructor(types).newInstance(given.toArray());
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record can be made: " + type, e);
          }
        });
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().all().ofMaxLength(12);
  }

  private static Arbitrary<Name> name() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(9)
        .map(Name::new);
  }

  private static Arbitrary<Instant> instant() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 9_999_999_999L),
            Arbitraries.longs().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  private static Arbitrary<Duration> duration(long leastSeconds) {
    return Combinators.combine(
            Arbitraries.longs().between(leastSeconds, 30 * 86_400 - 1),
            Arbitraries.longs().between(0, 999_999_999))
        .as(Duration::ofSeconds);
  }

  private static Arbitrary<RolloutPolicy> policy() {
    Arbitrary<Set<Integer>> shares = Arbitraries.integers().between(1, 9_999).set().ofMaxSize(5);
    Arbitrary<List<Stage>> stages =
        Combinators.combine(shares, duration(0))
            .as((below, bake) ->
                Stream.concat(new TreeSet<>(below).stream(), Stream.of(10_000))
                    .map(share -> new Stage(new Share(share), bake.plusNanos(share)))
                    .toList());
    Arbitrary<Gates> gates =
        Combinators.combine(
                Arbitraries.integers().between(0, 10_000).map(Share::new),
                Arbitraries.integers().greaterOrEqual(1),
                duration(1).optional(),
                Arbitraries.integers().greaterOrEqual(1))
            .as(Gates::new);
    return Combinators.combine(stages, gates, duration(30).optional(), duration(0))
        .as(RolloutPolicy::new);
  }

  /// Any rollout, in any state that its policy has.
  static Arbitrary<Rollout> rollouts() {
    Arbitrary<Salt> salts =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('0', '9')
            .ofMinLength(1)
            .ofMaxLength(16)
            .map(Salt::new);
    return policy()
        .flatMap(policy ->
            Combinators.combine(
                    name(),
                    Arbitraries.of(LaneColor.class),
                    salts,
                    of(RolloutState.class, policy.stages().size()))
                .as((pool, live, salt, state) -> new Rollout(pool, live, salt, policy, state)));
  }
}
